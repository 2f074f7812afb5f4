#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

class QVBoxLayout;

namespace confab {

class ChoiceRow;

//! One way to go, framed: a radio button with its text, and below it what this way needs to know, shown while it is
//! the chosen one.
class ChoiceCard : public QWidget {
    Q_OBJECT
public:
    ChoiceCard(const UiContext &context, const QString &title, const QString &description, QWidget *parent = nullptr);

    ChoiceRow *row() const { return m_row; }
    void setContent(QWidget *content);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    ChoiceRow *m_row;
    QVBoxLayout *m_column;
};

} // namespace confab
