#include "ui/common/sheet.h"

#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/shadow.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>

namespace confab {

namespace {

constexpr int outerMargin = 24;

// The card itself: ground, edge and rounded corners; its shadow belongs to the sheet behind.
class Card : public QWidget {
public:
    Card(const Theme *theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme->color(Token::Divider), 1));
        painter.setBrush(m_theme->color(Token::BgWindow));
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::sheetRadius, metrics::sheetRadius);
    }
    void mousePressEvent(QMouseEvent *event) override { event->accept(); } // not a click beside the card

private:
    const Theme *m_theme;
};

} // namespace

Sheet::Sheet(const UiContext &context, QWidget *over, const QString &title, Width width)
    : QWidget(over->window())
    , m_ui(context)
    , m_card(new Card(context.theme, this))
    , m_title(new Label(context, TextRole::Header, Token::TextPrimary, title))
    , m_scroll(new QScrollArea)
    , m_width(width)
{
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    hide();

    auto *close = new IconButton(context, "close", tr("Close"));
    close->setGlyphSize(metrics::iconSmall);
    close->setGround(Token::BgWindow);
    connect(close, &IconButton::clicked, this, [this] { reject(); });
    m_title->setElided(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::sheetPadding, 12, 10, 4);
    head->addWidget(m_title, 1);
    head->addWidget(close);

    auto *content = new QWidget;
    m_body = new QVBoxLayout(content);
    m_body->setContentsMargins(metrics::sheetPadding, 4, metrics::sheetPadding, metrics::sheetPadding);
    m_body->setSpacing(12);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);

    m_outer = new QVBoxLayout(m_card);
    m_outer->setContentsMargins(1, 1, 1, 1);
    m_outer->setSpacing(0);
    m_outer->addLayout(head);
    m_outer->addWidget(m_scroll, 1);
    content->installEventFilter(this);
    parentWidget()->installEventFilter(this);
}

Sheet::~Sheet() = default;

QHBoxLayout *Sheet::footer()
{
    if (!m_footer) {
        m_outer->addWidget(new Divider(m_ui));
        m_footer = new QHBoxLayout;
        m_footer->setContentsMargins(metrics::sheetPadding, 12, metrics::sheetPadding, 14);
        m_footer->setSpacing(8);
        m_outer->addLayout(m_footer);
    }
    return m_footer;
}

void Sheet::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Sheet::setBodyPadding(int px)
{
    QMargins m = m_body->contentsMargins();
    m.setLeft(px);
    m.setRight(px);
    m_body->setContentsMargins(m);
}

void Sheet::open(QWidget *focus)
{
    m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    place();
    show();
    raise();
    if (focus)
        focus->setFocus(Qt::OtherFocusReason);
    else
        focusNextPrevChild(true);
    if (!isAncestorOf(QApplication::focusWidget()))
        setFocus(Qt::OtherFocusReason);
    m_ui.motion->run(this, metrics::sheetTime, [this](qreal t) {
        m_shade = t;
        update();
    });
    QAccessibleEvent event(this, QAccessible::DialogStart);
    QAccessible::updateAccessibility(&event);
}

void Sheet::closeSheet()
{
    if (m_closing)
        return;
    m_closing = true;
    QAccessibleEvent event(this, QAccessible::DialogEnd);
    QAccessible::updateAccessibility(&event);
    hide();
    if (m_before && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    emit closed();
    deleteLater();
}

Sheet *Sheet::on(const QWidget *widget)
{
    const QObjectList &children = widget->window()->children();
    for (auto it = children.crbegin(); it != children.crend(); ++it) {
        if (auto *sheet = qobject_cast<Sheet *>(*it); sheet && sheet->isVisible())
            return sheet;
    }
    return nullptr;
}

void Sheet::place()
{
    const int side = m_ui.theme->px(m_width == Width::Narrow ? metrics::sheetNarrow : metrics::sheetWide);
    const int width = std::min(side, this->width() - 2 * outerMargin);
    QWidget *content = m_scroll->widget();
    const int natural = content->layout()->hasHeightForWidth() ? content->layout()->totalHeightForWidth(width - 2)
                                                              : content->sizeHint().height();
    const int rest = m_outer->totalSizeHint().height() - m_scroll->sizeHint().height();
    const int height = std::min(natural + rest, this->height() - 2 * outerMargin);
    m_card->setGeometry((this->width() - width) / 2, (this->height() - height) / 2, width, height);
    update();
}

bool Sheet::event(QEvent *event)
{
    // What the sheet does not use must not reach the window behind.
    if (event->type() == QEvent::Wheel || event->type() == QEvent::ContextMenu) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::LayoutRequest)
        place();
    return QWidget::event(event);
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    else if (watched == m_scroll->widget() && event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &Sheet::place, Qt::QueuedConnection);
    return false;
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor shade = m_ui.theme->color(Token::Overlay);
    shade.setAlphaF(float(shade.alphaF() * m_shade));
    painter.fillRect(rect(), shade);
    paintShadow(&painter, m_card->geometry(), metrics::sheetRadius, 32, 10, m_ui.theme->color(Token::Shadow));
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        reject();
    event->accept();
}

void Sheet::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    reject();
}

void Sheet::resizeEvent(QResizeEvent *)
{
    place();
}

bool Sheet::focusNextPrevChild(bool next)
{
    // The ring of widgets inside the card, in the order of the window's focus chain.
    QWidgetList ring;
    for (QWidget *w = nextInFocusChain(); w && w != this; w = w->nextInFocusChain()) {
        if (m_card->isAncestorOf(w) && w->isVisibleTo(this) && w->isEnabled() && (w->focusPolicy() & Qt::TabFocus)
            && !w->focusProxy())
            ring.append(w);
    }
    if (ring.isEmpty())
        return true;
    // The close button comes first on screen but last by Tab: what the dialog is about gets the focus.
    if (ring.size() > 1 && ring.first()->parentWidget() == m_card)
        ring.append(ring.takeFirst());
    const qsizetype at = ring.indexOf(QApplication::focusWidget());
    const qsizetype to = at < 0 ? (next ? 0 : ring.size() - 1) : (at + (next ? 1 : ring.size() - 1)) % ring.size();
    ring.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void askSheet(const UiContext &context, QWidget *over, const QString &title, const QString &text,
    const QString &confirm, bool danger, std::function<void()> done)
{
    auto *sheet = new Sheet(context, over, title);
    sheet->body()->addWidget(new Label(context, TextRole::Small, Token::TextSecondary, text));
    auto *cancel = new Button(context, Button::Kind::Secondary, Sheet::tr("Cancel"));
    auto *yes = new Button(context, danger ? Button::Kind::Danger : Button::Kind::Primary, confirm);
    sheet->footer()->addStretch(1);
    sheet->footer()->addWidget(cancel);
    sheet->footer()->addWidget(yes);
    QObject::connect(cancel, &Button::clicked, sheet, &Sheet::closeSheet);
    QObject::connect(yes, &Button::clicked, sheet, [sheet, done = std::move(done)] {
        sheet->closeSheet();
        done();
    });
    // What destroys is never under a hasty Enter.
    sheet->open(danger ? cancel : yes);
}

} // namespace confab
