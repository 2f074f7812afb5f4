#pragma once

#include "ui/common/ui_context.h"

#include <QList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;

namespace confab {

//! One of a few, side by side in one frame; arrow keys move the choice.
class Segments : public QWidget {
    Q_OBJECT
public:
    Segments(const UiContext &context, const QString &name, const QStringList &texts, QWidget *parent = nullptr);

    int current() const;
    void setCurrent(int index); //!< without `chosen`

signals:
    void chosen(int index); //!< by the user

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    QButtonGroup *m_group;
};

} // namespace confab
