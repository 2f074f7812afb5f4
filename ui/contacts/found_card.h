#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class AvatarView;
class Button;
class Label;
class UserSearch;

//! What a UserSearch knows, in words: the person with a button, or why there is none.
class FoundCard : public QWidget {
    Q_OBJECT
public:
    FoundCard(const UiContext &context, UserSearch *search, const QString &action, QWidget *parent = nullptr);
    void setBusy(bool busy);

signals:
    void chosen(); //!< the person was found and the button pressed

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    const UiContext m_ui;
    UserSearch *m_search;
    AvatarView *m_avatar;
    Label *m_name;
    Label *m_detail;
    Label *m_about;
    Button *m_action;
    Button *m_again;
};

} // namespace confab
