#pragma once

#include "core/session/session.h"
#include "ui/common/sheet.h"

namespace confab {

class MemberPicker;

//! Adds people to a group. What was chosen stays when the server refuses.
class AddMembersSheet : public Sheet {
    Q_OBJECT
public:
    AddMembersSheet(
        const UiContext &context, QWidget *over, const ChatId &chat, const QList<Member> &present);
    void openSheet();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void add();

    ChatId m_chat;
    MemberPicker *m_picker;
    class ServerGate *m_gate;
    class Label *m_note;
    class Button *m_add;
    bool m_adding = false;
};

} // namespace confab
