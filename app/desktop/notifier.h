#pragma once

#include "app/desktop/notification_sink.h"
#include "core/session/session.h"
#include "core/sync/notification_rules.h"
#include "ui/common/ui_context.h"

#include <QTimer>

namespace confab {

//! Keeps the notifications on screen in step with what is unread, by notification_rules.h. What they tell follows the
//! settings: name and text, name only, or nothing but that something came.
class Notifier : public QObject {
    Q_OBJECT
public:
    //! `situation`: what the window knows, asked at each change.
    struct View {
        bool userActive = false;
        std::optional<ChatId> open;
        bool locked = false;
    };
    Notifier(const UiContext &context, NotificationSink *sink, std::function<View()> view, QObject *parent = nullptr);
    void reconcileAll(); //!< the situation changed
    void closeAll();

private:
    void reconcile(const QList<ChatSummary> &chats);
    void carryOut(const NotificationRules::Actions &actions);
    void show(const NotificationRules::Shown &shown, bool sound);

    const UiContext m_ui;
    NotificationSink *m_sink;
    std::function<View()> m_view;
    NotificationRules m_rules;
    QSet<ChatId> m_onScreen;
};

} // namespace confab
