#include "ui/composer/message_field.h"

#include "ui/common/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlockFormat>

namespace confab {
namespace {

constexpr int paddingY = 10;

} // namespace

MessageField::MessageField(const UiContext &context, QWidget *parent)
    : QTextEdit(parent)
    , m_ui(context)
{
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setLineWrapMode(QTextEdit::WidgetWidth);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Message"));
    document()->setDocumentMargin(0);
    document()->setUndoRedoEnabled(true);
    connect(this, &QTextEdit::textChanged, this, [this] {
        measure();
        viewport()->update();
        if (!m_setting)
            emit edited();
    });
    connect(m_ui.theme, &Theme::changed, this, &MessageField::restyle);
    restyle();
}

void MessageField::restyle()
{
    setFont(m_ui.theme->font(TextRole::Message));
    document()->setDefaultFont(m_ui.theme->font(TextRole::Message));
    auto colors = palette();
    colors.setColor(QPalette::Text, m_ui.theme->color(Token::TextPrimary));
    colors.setColor(QPalette::Base, Qt::transparent);
    colors.setColor(QPalette::Highlight, m_ui.theme->color(Token::Accent));
    colors.setColor(QPalette::HighlightedText, m_ui.theme->color(Token::OnAccent));
    setPalette(colors);
    m_setting = true;
    spaceLines();
    m_setting = false;
    measure();
}

//! Lines as far apart as in a bubble. New paragraphs inherit it from the one they come out of.
void MessageField::spaceLines()
{
    document()->setUndoRedoEnabled(false);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(m_ui.theme->lineHeight(TextRole::Message), QTextBlockFormat::FixedHeight);
    all.mergeBlockFormat(format);
    document()->setUndoRedoEnabled(true);
}

void MessageField::setText(const QString &text, int cursor)
{
    m_setting = true;
    setPlainText(text);
    spaceLines();
    auto caret = textCursor();
    caret.setPosition(cursor < 0 ? int(text.size()) : std::clamp(cursor, 0, int(text.size())));
    setTextCursor(caret);
    m_setting = false;
    ensureCursorVisible();
}

void MessageField::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    setAccessibleDescription(text);
    viewport()->update();
}

int MessageField::wantedHeight() const { return m_wanted; }

void MessageField::measure()
{
    const int height = int(std::ceil(document()->documentLayout()->documentSize().height()));
    const int wanted = std::max(m_ui.theme->lineHeight(TextRole::Message), height) + 2 * paddingY;
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    emit wantedHeightChanged();
}

void MessageField::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    measure();
}

void MessageField::paintEvent(QPaintEvent *event)
{
    QTextEdit::paintEvent(event);
    if (m_placeholder.isEmpty() || !document()->isEmpty() || m_composing)
        return;
    QPainter painter(viewport());
    painter.setFont(font());
    painter.setPen(m_ui.theme->color(Token::Placeholder));
    const QRect line(0, 0, viewport()->width(), std::max(fontMetrics().height(), int(cursorRect().height())));
    painter.drawText(line, int(Qt::AlignLeading | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(m_placeholder, Qt::ElideRight, line.width()));
}

// ---- keys ----

bool MessageField::enterSends(const QKeyEvent &event) const
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ControlModifier)
        return true; // with either setting
    return modifiers == Qt::NoModifier && m_ui.settings->enterSends();
}

void MessageField::keyPressEvent(QKeyEvent *event)
{
    if (keyHook && keyHook(event))
        return;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter) {
        // While an input method composes, Enter belongs to it.
        if (m_composing)
            return;
        if (enterSends(*event))
            emit submitted();
        else
            textCursor().insertBlock();
        ensureCursorVisible();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        emit escaped();
        return;
    }
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_Up && modifiers == Qt::NoModifier && document()->isEmpty()) {
        emit editLastWanted();
        return;
    }
    if (modifiers == Qt::ControlModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        emit replyStepWanted(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    QTextEdit::keyPressEvent(event);
}

void MessageField::inputMethodEvent(QInputMethodEvent *event)
{
    QTextEdit::inputMethodEvent(event);
    m_composing = !event->preeditString().isEmpty();
    viewport()->update();
}

bool MessageField::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || hasIntake(*source);
}

//! Files are for the zones that the pane lays over everything; only text may be dropped between letters.
void MessageField::dragEnterEvent(QDragEnterEvent *event)
{
    if (hasIntake(*event->mimeData()))
        event->ignore();
    else
        QTextEdit::dragEnterEvent(event);
}

void MessageField::insertFromMimeData(const QMimeData *source)
{
    if (const Intake intake = intakeOf(*source, m_ui.now()); !intake.isEmpty()) {
        emit pasted(intake);
        return;
    }
    if (!source->hasText())
        return;
    auto text = source->text();
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    text.remove(QChar(u'\0'));
    textCursor().insertText(text);
    ensureCursorVisible();
}

} // namespace confab
