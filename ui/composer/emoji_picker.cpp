#include "ui/composer/emoji_picker.h"

#include "ui/common/fields.h"
#include "ui/common/labels.h"
#include "ui/common/settings.h"
#include "ui/composer/emoji_data.h"
#include "ui/composer/emoji_grid.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace confab {
namespace {

constexpr int pickerWidth = 352;
constexpr int minHeight = 280;
constexpr int maxHeight = 480;
const QString recentKey = QStringLiteral("recentEmoji");

} // namespace

QStringList RecentEmoji::list() const { return m_settings->personal(recentKey).toStringList().mid(0, limit); }

void RecentEmoji::used(const QString &emoji)
{
    auto recent = list();
    recent.removeAll(emoji);
    recent.prepend(emoji);
    m_settings->setPersonal(recentKey, recent.mid(0, limit));
}

EmojiPicker::EmojiPicker(const UiContext &context, const EmojiData &emoji, QWidget *parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_ui(context)
    , m_emoji(emoji)
    , m_recent(context.settings)
    , m_search(new SearchField(context, tr("Search emoji"), this))
    , m_grid(new EmojiGrid(context, emoji, this))
    , m_none(new Label(context, TextRole::Small, Token::TextSecondary, tr("No emoji has this name"), this))
{
    setAttribute(Qt::WA_TranslucentBackground);
    setAccessibleName(tr("Emoji picker"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 10, 1, 4);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(10, 0, 10, 0);
    head->addWidget(m_search);
    column->addLayout(head);
    column->addWidget(m_grid, 1);
    m_none->setAlignment(Qt::AlignCenter);
    column->addWidget(m_none, 1);
    m_none->hide();
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &EmojiPicker::search);
    connect(m_grid, &EmojiGrid::chosen, this, &EmojiPicker::take);
}

void EmojiPicker::openAt(QPoint lowerRight, int room)
{
    const int height = std::clamp(room, minHeight, maxHeight);
    resize(pickerWidth, height);
    QPoint at = lowerRight - QPoint(pickerWidth, height);
    if (const auto *screen = QGuiApplication::screenAt(lowerRight)) {
        const auto area = screen->availableGeometry();
        at.setX(std::clamp(at.x(), area.left(), std::max(area.left(), area.right() - pickerWidth)));
        at.setY(std::clamp(at.y(), area.top(), std::max(area.top(), area.bottom() - height)));
    }
    move(at);
    m_search->clear();
    search({});
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void EmojiPicker::search(const QString &query)
{
    if (query.trimmed().isEmpty())
        m_grid->showAll(m_recent.list());
    else
        m_grid->showFound(m_emoji.search(query));
    m_grid->setVisible(!m_grid->isEmpty());
    m_none->setVisible(m_grid->isEmpty());
}

void EmojiPicker::take(const QString &emoji)
{
    m_recent.used(emoji);
    emit chosen(emoji);
    if (!(QGuiApplication::keyboardModifiers() & Qt::ShiftModifier))
        hide();
}

void EmojiPicker::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    emit closed();
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up:
            m_grid->moveCurrent(0, key->key() == Qt::Key_Down ? 1 : -1);
            return true;
        case Qt::Key_Left:
        case Qt::Key_Right:
            if (m_grid->current() < 0)
                return false;
            m_grid->moveCurrent(key->key() == Qt::Key_Right ? 1 : -1, 0);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            m_grid->takeCurrent();
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void EmojiPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QWidget::keyPressEvent(event);
}

void EmojiPicker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_ui.theme->color(Token::Divider));
    painter.setBrush(m_ui.theme->color(Token::BgWindow));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::menuRadius, metrics::menuRadius);
}

} // namespace confab
