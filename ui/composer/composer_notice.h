#pragma once

#include "core/store/rows.h"
#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class Button;
class Label;

//! What stands in the composer's place where nothing can be written: why, and what can be done about it.
class ComposerNotice : public QWidget {
    Q_OBJECT
public:
    enum class Kind { None, Left, Blocked, Request };
    //! Which one a chat needs.
    static Kind kindFor(const ChatSummary &chat, const Session &session);

    ComposerNotice(const UiContext &context, QWidget *parent = nullptr);
    void showFor(Kind kind, const ChatSummary &chat);
    Kind kind() const { return m_kind; }

signals:
    void acceptWanted();
    void blockWanted(bool on);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    Kind m_kind = Kind::None;
    Label *m_text;
    Button *m_first;
    Button *m_second;
};

} // namespace confab
