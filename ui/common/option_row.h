#pragma once

#include "ui/common/buttons.h"

namespace confab {

class Label;

//! A row of a settings page or an info column, 44 high: icon, text, a quieter description under it, something
//! at its end. With a switch at the end the whole row toggles it; without, the row is a button.
class OptionRow : public ButtonBase {
    Q_OBJECT
public:
    OptionRow(const UiContext &context, const QString &icon, const QString &text, QWidget *parent = nullptr);

    void setTitle(const QString &text);
    void setDescription(const QString &text); //!< wraps
    void setError(const QString &sentence); //!< in place of the description, in red; empty: gone
    void setValue(const QString &text, Token color = Token::TextSecondary); //!< at the end
    void setIconName(const QString &icon);
    void setDanger(bool danger);
    void setDisc(bool disc); //!< the icon on a tinted disc of 36, as beside people
    void setPlain(bool plain); //!< only shows something: no hover, no focus
    Switch *addSwitch(); //!< named like the row
    Switch *toggle() const { return m_switch; }
    void setHorizontalPadding(int px);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRect textRect(int width) const;
    const QString &note() const { return m_error.isEmpty() ? m_description : m_error; }

    QString m_icon;
    QString m_description;
    QString m_error;
    QString m_value;
    Token m_valueColor = Token::TextSecondary;
    Switch *m_switch = nullptr;
    int m_padding = 16;
    bool m_danger = false;
    bool m_disc = false;
    bool m_plain = false;
};

} // namespace confab
