#pragma once

#include "ui/common/ui_context.h"

#include <QScrollArea>

class QVBoxLayout;

namespace confab {

class Label;

//! One page of the settings: a title and a column of at most 536 px that scrolls.
class SettingsPane : public QScrollArea {
    Q_OBJECT
public:
    SettingsPane(const UiContext &context, const QString &title, QWidget *parent = nullptr);

protected:
    QVBoxLayout *column() const { return m_column; }
    Label *addSection(const QString &title); //!< a quiet heading with its distances
    void addText(const QString &text); //!< a quiet paragraph
    void addRow(QWidget *row); //!< with a line above
    void resizeEvent(QResizeEvent *event) override;

    const UiContext m_ui;

private:
    QWidget *m_page;
    QVBoxLayout *m_column;
};

} // namespace confab
