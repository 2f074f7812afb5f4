#include "ui/common/toast.h"

#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/shadow.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QTimer>

namespace confab {

namespace {
constexpr int shadowRoom = 14;
constexpr int fromBottom = 84; // above the composer
}

void Toast::show(const UiContext &context, QWidget *over, const QString &sentence, const QString &action,
    std::function<void()> done, int ms)
{
    QWidget *window = over->window();
    for (QObject *child : window->children()) {
        if (auto *old = qobject_cast<Toast *>(child)) {
            old->hide();
            old->deleteLater();
        }
    }
    auto *toast = new Toast(context, window, sentence, action, std::move(done), ms);
    toast->place();
    static_cast<QWidget *>(toast)->show();
    toast->raise();
    announce(toast, sentence);
}

Toast::Toast(const UiContext &context, QWidget *window, const QString &sentence, const QString &action,
    std::function<void()> done, int ms)
    : QWidget(window)
    , m_ui(context)
    , m_timer(new QTimer(this))
{
    setAccessibleName(sentence);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(shadowRoom + 16, shadowRoom, shadowRoom + (action.isEmpty() ? 16 : 8), shadowRoom);
    row->setSpacing(16);
    auto *label = new Label(context, TextRole::Body, Token::TextPrimary, sentence);
    label->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    row->addWidget(label, 1);
    if (!action.isEmpty()) {
        auto *button = new Button(context, Button::Kind::Text, action);
        row->addWidget(button);
        connect(button, &Button::clicked, this, [this, done = std::move(done)] {
            hide();
            deleteLater();
            if (done)
                done();
        });
    }
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, [this] {
        hide();
        deleteLater();
    });
    m_timer->start(ms);
    window->installEventFilter(this);
}

void Toast::place()
{
    const QWidget *window = parentWidget();
    const int width = std::min(layout()->sizeHint().width(), window->width() - 16);
    const int text = layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : layout()->sizeHint().height();
    const int height = std::max(text, m_ui.theme->px(48) + 2 * shadowRoom);
    setGeometry((window->width() - width) / 2, window->height() - height - fromBottom + shadowRoom, width, height);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return false;
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(shadowRoom, shadowRoom, -shadowRoom, -shadowRoom);
    paintShadow(&painter, box, metrics::menuRadius, 12, 3, m_ui.theme->color(Token::Shadow));
    painter.setPen(QPen(m_ui.theme->color(Token::Divider), 1));
    painter.setBrush(m_ui.theme->color(Token::BgWindow));
    painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), metrics::menuRadius, metrics::menuRadius);
}

void Toast::enterEvent(QEnterEvent *)
{
    m_timer->stop();
}

void Toast::leaveEvent(QEvent *)
{
    m_timer->start();
}

} // namespace confab
