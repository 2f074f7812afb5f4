#include "ui/common/empty_state.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace confab {

//! The pictures of the design sheet, 112×92, in the colours of the theme.
class Illustration : public QWidget {
public:
    Illustration(const UiContext &context, EmptyState::Picture picture)
        : m_ui(context)
        , m_picture(picture)
    {
        setFixedSize(112, 92);
    }
    void setPicture(EmptyState::Picture picture)
    {
        m_picture = picture;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        switch (m_picture) {
        case EmptyState::Picture::Bubbles:
            bubbles(&painter);
            break;
        case EmptyState::Picture::Search:
            search(&painter);
            break;
        case EmptyState::Picture::People:
            people(&painter);
            break;
        case EmptyState::Picture::Offline:
            m_ui.icons->paint(&painter, "offline", rect(), 72, color(Token::Icon));
            break;
        }
    }

private:
    QColor color(Token token) const { return m_ui.theme->color(token); }

    void bar(QPainter *p, QPointF from, qreal length, Token token)
    {
        p->setPen(QPen(color(token), 4, Qt::SolidLine, Qt::RoundCap));
        p->drawLine(from, from + QPointF(length, 0));
        p->setPen(Qt::NoPen);
    }

    void bubbles(QPainter *p)
    {
        p->setBrush(color(Token::BubbleIn));
        p->drawRoundedRect(QRectF(8, 10, 66, 46), 14, 14);
        p->drawPolygon(QPolygonF {QPointF(22, 52), QPointF(22, 68), QPointF(38, 55)});
        p->setBrush(color(Token::BubbleOut));
        p->drawRoundedRect(QRectF(40, 34, 64, 42), 14, 14);
        p->drawPolygon(QPolygonF {QPointF(90, 72), QPointF(90, 86), QPointF(74, 75)});
        bar(p, {22, 25}, 36, Token::Track);
        bar(p, {22, 36}, 12, Token::Track);
        bar(p, {54, 49}, 36, Token::TimeOut);
        bar(p, {54, 60}, 22, Token::TimeOut);
    }

    void search(QPainter *p)
    {
        p->setBrush(color(Token::BgHover));
        for (const QRectF &line : {QRectF(10, 12, 70, 16), QRectF(10, 36, 54, 16), QRectF(10, 60, 62, 16)})
            p->drawRoundedRect(line, 8, 8);
        p->setBrush(color(Token::BgWindow));
        p->setPen(QPen(color(Token::AccentText), 5));
        p->drawEllipse(QPointF(72, 48), 21, 21);
        p->setPen(QPen(color(Token::AccentText), 7, Qt::SolidLine, Qt::RoundCap));
        p->drawLine(QPointF(88, 64), QPointF(102, 79));
    }

    void person(QPainter *p, QPointF head, qreal radius, qreal base, qreal half, Token token)
    {
        p->setBrush(color(token));
        p->drawEllipse(head, radius, radius);
        QPainterPath body;
        body.moveTo(head.x() - half, base);
        body.cubicTo(head.x() - half + 2, base - 19, head.x() - 15, base - 27, head.x(), base - 27);
        body.cubicTo(head.x() + 15, base - 27, head.x() + half - 2, base - 19, head.x() + half, base);
        body.closeSubpath();
        p->drawPath(body);
    }

    void people(QPainter *p)
    {
        person(p, {38, 34}, 15, 80, 28, Token::Tint);
        person(p, {74, 40}, 14, 82, 26, Token::Accent);
        p->setPen(QPen(color(Token::OnAccent), 3.5, Qt::SolidLine, Qt::RoundCap));
        p->drawLine(QPointF(74, 34), QPointF(74, 46));
        p->drawLine(QPointF(68, 40), QPointF(80, 40));
    }

    const UiContext m_ui;
    EmptyState::Picture m_picture;
};

EmptyState::EmptyState(const UiContext &context, Picture picture, Token ground, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_ground(ground)
    , m_picture(new Illustration(context, picture))
    , m_title(new Label(context, TextRole::Header, Token::TextPrimary))
    , m_text(new Label(context, TextRole::Small, Token::TextSecondary))
    , m_action(new Button(context, Button::Kind::Primary, {}))
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setMaximumWidth(context.theme->px(260));
    m_action->hide();
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addStretch(5);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addSpacing(14);
    column->addWidget(m_title);
    column->addSpacing(4);
    auto *row = new QHBoxLayout; // an alignment would take the label's height-for-width away
    row->addStretch(1);
    row->addWidget(m_text, 100);
    row->addStretch(1);
    column->addLayout(row);
    column->addSpacing(14);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(6);
    connect(m_action, &Button::clicked, this, &EmptyState::triggered);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        m_text->setMaximumWidth(m_ui.theme->px(260));
        update();
    });
}

void EmptyState::setPicture(Picture picture)
{
    m_picture->setPicture(picture);
}

void EmptyState::setTexts(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_text->setText(sentence);
}

void EmptyState::setAction(const QString &text, const QString &icon, bool primary)
{
    m_action->setText(text);
    m_action->setAccessibleName(text);
    m_action->setIconName(icon);
    m_action->setKind(primary ? Button::Kind::Primary : Button::Kind::Secondary);
    m_action->setVisible(!text.isEmpty());
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_ui.theme->color(m_ground));
}

} // namespace confab
