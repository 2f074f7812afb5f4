#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class Label;

//! A sentence that wants attention, in amber, with an icon before it.
class NoticeStrip : public QWidget {
    Q_OBJECT
public:
    explicit NoticeStrip(const UiContext &context, const QString &text = {}, QWidget *parent = nullptr);
    void setText(const QString &text); //!< empty: hidden
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    Label *m_label;
};

} // namespace confab
