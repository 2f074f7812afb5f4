#pragma once

#include "core/protocol/content.h"
#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"

#include <QPixmap>
#include <QWidget>

namespace confab {

class IconButton;

//! The preview of a link above the field, with a cross that takes it away.
class LinkCard : public QWidget, public HasAccessibleRole {
    Q_OBJECT
public:
    explicit LinkCard(const UiContext &context, QWidget *parent = nullptr);
    void setPreview(const LinkPreview &preview);
    QSize sizeHint() const override;
    QAccessible::Role accessibleRole() const override { return QAccessible::StaticText; }

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const UiContext m_ui;
    IconButton *m_close;
    QString m_host;
    QString m_title;
    QString m_description;
    QPixmap m_picture;
};

} // namespace confab
