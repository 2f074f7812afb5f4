#pragma once

#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"
#include "ui/theme/palette.h"
#include "ui/theme/typography.h"

#include <QWidget>

namespace confab {

//! Draws one line, elided at its end with "…", in the direction of the text itself but aligned as asked.
//! Returns the width used.
int drawElided(QPainter *painter, const QRect &rect, const QString &text, Qt::Alignment alignment = Qt::AlignLeading | Qt::AlignVCenter);

//! A text in a role and a token that follows theme and scale. `elided`: one line, cut with "…" and the whole in the
//! tool tip; else it wraps.
class Label : public QWidget, public HasAccessibleRole {
    Q_OBJECT
public:
    Label(const UiContext &context, TextRole role, Token color, const QString &text = {}, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    void setElided(bool elided);
    void setColor(Token color);
    void setAlignment(Qt::Alignment alignment);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return !m_elided; }
    int heightForWidth(int width) const override;
    QAccessible::Role accessibleRole() const override { return QAccessible::StaticText; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    TextRole m_role;
    Token m_color;
    QString m_text;
    bool m_elided = false;
    Qt::Alignment m_alignment = Qt::AlignLeading | Qt::AlignTop;
};

//! A line of 1 px in `divider`.
class Divider : public QWidget {
    Q_OBJECT
public:
    explicit Divider(const UiContext &context, Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
};

//! A widget filled with one token.
class Panel : public QWidget {
    Q_OBJECT
public:
    Panel(const UiContext &context, Token ground, QWidget *parent = nullptr);
    void setGround(Token ground);
    void setEdge(Qt::Edge edge); //!< and a divider along one side

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    Token m_ground;
    int m_edge = 0;
};

} // namespace confab
