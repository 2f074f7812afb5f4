#pragma once

#include "ui/common/ui_context.h"
#include "ui/theme/palette.h"

#include <QWidget>

namespace confab {

//! An icon on a round tinted ground: how something went. Purely decorative: the text beside it says the same.
class StateIcon : public QWidget {
    Q_OBJECT
public:
    explicit StateIcon(const UiContext &context, int side = 56, QWidget *parent = nullptr);
    void setIcon(const QString &name, Token color);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    QString m_icon;
    Token m_color = Token::AccentText;
};

} // namespace confab
