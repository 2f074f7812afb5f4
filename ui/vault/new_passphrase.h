#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>
#include <optional>

namespace confab {

class Label;
class PassphraseField;

//! How hard a passphrase is to guess, by rough bits: words and a number of filled pieces. A hint, never a hurdle.
struct PassphraseStrength {
    int pieces = 0; //!< of 4
    QString words; //!< translated; empty for an empty passphrase
    static PassphraseStrength of(const QString &passphrase);
};

//! A passphrase that is chosen: typed twice, with a hint of how hard it is to guess, and what happens when it is forgotten.
class NewPassphrase : public QWidget {
    Q_OBJECT
public:
    explicit NewPassphrase(const UiContext &context, QWidget *parent = nullptr);

    //! The passphrase where both fields hold it; else the error stands beside the field, which has the focus.
    [[nodiscard]] std::optional<QString> read();
    void wipe();
    void focusFirst();

signals:
    void submitted(); //!< Enter in the last field
    void edited();

private:
    void judge();

    const UiContext m_ui;
    PassphraseField *m_first;
    PassphraseField *m_again;
    class StrengthBar *m_bar;
    Label *m_words;
};

} // namespace confab
