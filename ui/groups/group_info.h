#pragma once

#include "core/session/session.h"
#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! The info column of a group: picture, title and description (admins edit them in place), mute, members with
//! search, roles and presence, add, remove, leave. Follows the session while shown.
class GroupInfo : public QWidget {
    Q_OBJECT
public:
    GroupInfo(const UiContext &context, const ChatId &chat, QWidget *parent = nullptr);
    ~GroupInfo() override;
    ChatId chat() const;

signals:
    void closeRequested();
    void chatRequested(const confab::ChatId &chat); //!< "Message" to a member
    void mediaRequested(const confab::ChatId &chat);
    void viewerRequested(const confab::MediaItem &item);
    void personRequested(const confab::UserId &user); //!< a member was activated: show who that is
    //! Whose presence this column shows; to be watched together with what else the window shows.
    void presenceWanted(const QList<confab::UserId> &users);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab
