#pragma once

#include "ui/common/accessible_list.h"
#include "ui/common/fields.h"

#include <optional>

namespace confab {

class IconButton;

//! The line a passphrase is typed into: dots, an eye that shows it, no undo, nothing for screen readers. What it held
//! is overwritten when it is cleared and when it goes.
class PassphraseEdit : public TextField, public HasSecretText {
    Q_OBJECT
public:
    explicit PassphraseEdit(const UiContext &context, QWidget *parent = nullptr);
    ~PassphraseEdit() override;

    void wipe();
    bool isRevealed() const { return echoMode() == Normal; }
    void reveal(bool on);

signals:
    //! Told by what a key gave: there is no portable way to ask.
    void capsLockSeen(bool on);
    void revealed(bool on);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void place();
    IconButton *m_eye;
    std::optional<bool> m_capsLock;
};

//! The same with a label, an error below, and the hint that Caps Lock is on.
class PassphraseField : public LabeledField {
    Q_OBJECT
public:
    PassphraseField(const UiContext &context, const QString &label, QWidget *parent = nullptr);

    PassphraseEdit *edit() const { return m_edit; }
    //! A copy of its own, not shared with the field: the field's may be overwritten while this is in use.
    [[nodiscard]] QString passphrase() const;
    void wipe();

private:
    PassphraseField(const UiContext &context, PassphraseEdit *edit, const QString &label, QWidget *parent);
    PassphraseEdit *m_edit;
    bool m_capsLock = false;
};

} // namespace confab
