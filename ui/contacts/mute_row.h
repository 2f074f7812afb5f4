#pragma once

#include "core/protocol/ids.h"
#include "ui/common/option_row.h"

namespace confab {

//! "Notifications" with a switch: turning it off asks for how long; while off it says until when.
class MuteRow : public OptionRow {
    Q_OBJECT
public:
    explicit MuteRow(const UiContext &context, QWidget *parent = nullptr);
    void setChat(const ChatId &chat); //!< null: there is no chat to mute yet

private:
    void refresh();
    void toggled(bool on);

    ChatId m_chat;
    QTimer m_end; //!< of the muted time
    bool m_refreshing = false;
};

} // namespace confab
