#include "ui/composer/shortcode_popup.h"

#include "ui/common/labels.h"
#include "ui/composer/emoji_data.h"
#include "ui/composer/message_field.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextBlock>

namespace confab {
namespace {

constexpr int shortest = 2; //!< letters after ":", so that times and smileys do not open a list
constexpr int longest = 32;
constexpr int shown = 6;
constexpr int padding = 6; //!< between the card's edge and its rows
constexpr int codeRole = Qt::UserRole + 1;

bool isCodeCharacter(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'+' || c == u'-'; }

//! A row like a menu's: emoji, code, and what the emoji shows.
class RowDelegate : public QStyledItemDelegate {
public:
    RowDelegate(const UiContext &context, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_ui(context)
    {
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = *m_ui.theme;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(Token::BgHover));
            painter->drawRoundedRect(option.rect, 6, 6);
        }
        QRect line = option.rect.adjusted(8, 0, -10, 0);
        const auto take = [&](int width) {
            const QRect part = QStyle::visualRect(option.direction, option.rect, {line.left(), line.top(), width, line.height()});
            line.setLeft(line.left() + width);
            return part;
        };
        painter->setFont(theme.font(TextRole::Body));
        painter->drawText(take(theme.px(30)), Qt::AlignCenter, index.data(Qt::UserRole).toString());
        painter->setFont(theme.font(TextRole::MenuItem));
        const QString code = index.data(codeRole).toString();
        const int width = std::min(line.width(), painter->fontMetrics().horizontalAdvance(code) + 12);
        painter->setPen(theme.color(Token::TextPrimary));
        drawElided(painter, take(width).adjusted(4, 0, 0, 0), code);
        painter->setFont(theme.font(TextRole::Small));
        painter->setPen(theme.color(Token::TextSecondary));
        drawElided(painter, take(std::max(0, line.width())), index.data(Qt::AccessibleTextRole).toString());
        painter->restore();
    }

private:
    const UiContext m_ui;
};

} // namespace

ShortcodePopup::ShortcodePopup(
    const UiContext &context, const EmojiData &emoji, MessageField *field, QWidget *window)
    : QListWidget(window)
    , m_ui(context)
    , m_emoji(emoji)
    , m_field(field)
{
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Emoji completion"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(padding, padding, padding, padding);
    viewport()->setAutoFillBackground(false);
    setMouseTracking(true);
    setItemDelegate(new RowDelegate(context, this));
    connect(this, &QListWidget::itemEntered, this, [this](QListWidgetItem *item) { setCurrentItem(item); });
    hide();
    connect(this, &QListWidget::itemClicked, this,
        [this](QListWidgetItem *item) { take(item->data(Qt::UserRole).toString()); });
}

ShortcodePopup::Code ShortcodePopup::codeBeforeCaret() const
{
    const auto caret = m_field->textCursor();
    if (caret.hasSelection())
        return {};
    const auto text = caret.block().text();
    const int end = caret.positionInBlock();
    int start = end;
    while (start > 0 && end - start <= longest && isCodeCharacter(text[start - 1]))
        --start;
    if (start == 0 || text[start - 1] != u':')
        return {};
    if (start >= 2 && isCodeCharacter(text[start - 2]))
        return {}; // "12:30", "std::"
    return {caret.block().position() + start - 1, text.mid(start, end - start)};
}

void ShortcodePopup::textEdited()
{
    // A code that was just closed.
    const auto caret = m_field->textCursor();
    const auto line = caret.block().text();
    const int at = caret.positionInBlock();
    if (at >= 3 && line[at - 1] == u':') {
        int start = at - 1;
        while (start > 0 && isCodeCharacter(line[start - 1]))
            --start;
        const auto code = line.mid(start, at - 1 - start);
        const bool opened =
            start > 0 && line[start - 1] == u':' && (start < 2 || !isCodeCharacter(line[start - 2]));
        const auto *emoji = opened ? m_emoji.exactCode(code) : nullptr;
        if (emoji) {
            hide();
            const auto text = emoji->text;
            replace(caret.block().position() + start - 1, int(code.size()) + 2, text);
            emit used(text);
            return;
        }
    }
    m_code = codeBeforeCaret();
    const auto found = m_code.text.size() >= shortest ? m_emoji.byCode(m_code.text) : QList<int>{};
    if (found.isEmpty())
        return hide();
    clear();
    for (const int index : found) {
        const auto &emoji = m_emoji.all()[index];
        const QString code = u':' + emoji.codes.first() + u':';
        auto *item = new QListWidgetItem(emoji.text + u' ' + code, this);
        item->setData(Qt::UserRole, emoji.text);
        item->setData(codeRole, code);
        item->setData(Qt::AccessibleTextRole, emoji.name);
        item->setSizeHint({220, m_ui.theme->px(metrics::menuRow)});
    }
    setCurrentRow(0);
    place();
    show();
    raise();
}

void ShortcodePopup::place()
{
    const int rows = std::min(count(), shown);
    const int height = rows * m_ui.theme->px(metrics::menuRow) + 2 * padding;
    auto caret = m_field->textCursor();
    caret.setPosition(m_code.start);
    const auto at = m_field->viewport()->mapTo(parentWidget(), m_field->cursorRect(caret).topLeft());
    const int width = m_ui.theme->px(300);
    const int x = std::clamp(at.x() - 12, 8, std::max(8, parentWidget()->width() - width - 8));
    setGeometry(x, std::max(8, at.y() - height - 10), width, height);
}

bool ShortcodePopup::event(QEvent *event)
{
    if (event->type() == QEvent::Paint) { // of the card around the viewport, which paints the rows
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_ui.theme->color(Token::Divider));
        painter.setBrush(m_ui.theme->color(Token::BgWindow));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::menuRadius, metrics::menuRadius);
        return true;
    }
    return QListWidget::event(event);
}

bool ShortcodePopup::handleKey(QKeyEvent *event)
{
    if (!isVisible())
        return false;
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        setCurrentRow((currentRow() + (event->key() == Qt::Key_Up ? count() - 1 : 1)) % count());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (event->modifiers() & ~Qt::KeypadModifier)
            return false;
        if (currentItem())
            take(currentItem()->data(Qt::UserRole).toString());
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

void ShortcodePopup::take(const QString &emoji)
{
    hide();
    replace(m_code.start, int(m_code.text.size()) + 1, emoji);
    emit used(emoji);
}

void ShortcodePopup::replace(int start, int length, const QString &emoji)
{
    auto caret = m_field->textCursor();
    caret.beginEditBlock();
    caret.setPosition(start);
    caret.setPosition(start + length, QTextCursor::KeepAnchor);
    caret.insertText(emoji);
    caret.endEditBlock();
    m_field->setTextCursor(caret);
}

} // namespace confab
