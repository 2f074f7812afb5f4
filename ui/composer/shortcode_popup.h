#pragma once

#include "ui/common/ui_context.h"

#include <QListWidget>

namespace confab {

class EmojiData;
class MessageField;

//! Completes ":shortcode" while it is typed: a small list over the caret that never takes the focus. Enter or
//! Tab take the chosen one, Esc closes; a code closed by ":" is replaced at once.
class ShortcodePopup : public QListWidget {
    Q_OBJECT
public:
    ShortcodePopup(const UiContext &context, const EmojiData &emoji, MessageField *field, QWidget *window);

    void textEdited(); //!< after every change by the user
    bool handleKey(QKeyEvent *event); //!< true: it was for the list

signals:
    void used(const QString &emoji);

protected:
    bool event(QEvent *event) override;

private:
    struct Code {
        int start = -1; //!< of the ":"
        QString text;
    };
    Code codeBeforeCaret() const;
    void place();
    void take(const QString &emoji);
    void replace(int start, int length, const QString &emoji);

    const UiContext m_ui;
    const EmojiData &m_emoji;
    MessageField *m_field;
    Code m_code;
};

} // namespace confab
