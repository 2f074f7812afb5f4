#include "ui/common/text_area.h"

#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace confab {

namespace {

//! The ground and the border around the editor, which itself paints only text.
class Frame : public QWidget {
public:
    Frame(const UiContext &context, QWidget *parent)
        : QWidget(parent)
        , m_ui(context)
    {
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    QPlainTextEdit *edit = nullptr;
    bool error = false;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto &theme = *m_ui.theme;
        const bool focused = edit && edit->hasFocus() && !edit->isReadOnly();
        const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
        const qreal pen = error ? 1.5 : focused ? 2 : 1;
        painter.setPen(QPen(theme.color(error ? Token::Danger
                                    : focused ? Token::AccentText
                                              : Token::FieldBorder),
            pen));
        painter.setBrush(theme.color(Token::Field));
        painter.drawRoundedRect(
            box.adjusted(pen / 2 - 0.5, pen / 2 - 0.5, 0.5 - pen / 2, 0.5 - pen / 2), 8, 8);
    }

private:
    const UiContext m_ui;
};

} // namespace

TextArea::TextArea(const UiContext &context, const QString &label, int limit, int lines, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_limit(limit)
    , m_lines(lines)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    m_label = new Label(context, TextRole::Label, Token::TextPrimary, label);
    m_counter = new Label(context, TextRole::Hint, Token::TextSecondary);
    m_counter->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    head->addWidget(m_label, 1);
    head->addWidget(m_counter);
    column->addLayout(head);
    column->addSpacing(6);
    auto *frame = new Frame(context, this);
    m_frame = frame;
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(8, 6, 4, 6);
    m_edit = new QPlainTextEdit(frame);
    frame->edit = m_edit;
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setTabChangesFocus(true);
    m_edit->setAccessibleName(label);
    m_edit->viewport()->setAutoFillBackground(false);
    m_edit->installEventFilter(this);
    m_edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    inside->addWidget(m_edit);
    column->addWidget(frame);
    m_note = new Label(context, TextRole::Hint, Token::Danger);
    m_note->hide();
    column->addSpacing(5);
    column->addWidget(m_note);
    setFocusProxy(m_edit);

    connect(m_edit, &QPlainTextEdit::textChanged, this, &TextArea::check);
    connect(m_ui.theme, &Theme::changed, this, &TextArea::restyle);
    restyle();
    check();
}

QString TextArea::text() const { return m_edit->toPlainText(); }

void TextArea::setText(const QString &text)
{
    if (text == m_edit->toPlainText())
        return;
    m_setting = true;
    m_edit->setPlainText(text);
    m_setting = false;
}

void TextArea::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
    m_frame->update();
}

void TextArea::setPlaceholder(const QString &text) { m_edit->setPlaceholderText(text); }

void TextArea::setError(const QString &sentence)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
    static_cast<Frame *>(m_frame)->error = !sentence.isEmpty();
    m_frame->update();
}

void TextArea::check()
{
    const auto text = m_edit->toPlainText();
    if (text.size() > m_limit) {
        // What passes the limit goes from where it came in, so that a paste into the middle does not eat the
        // end.
        auto cursor = m_edit->textCursor();
        const int excess = int(text.size()) - m_limit;
        const int end = cursor.position() >= excess ? cursor.position() : int(text.size());
        int begin = end - excess;
        if (begin > 0 && text[begin - 1].isHighSurrogate())
            --begin; // half a character is none
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        return;
    }
    const int left = m_limit - int(text.size());
    m_counter->setText(left <= std::max(20, m_limit / 10) ? QString::number(left) : QString());
    m_counter->setAccessibleName(tr("%n character(s) left", nullptr, left));
    if (!m_setting)
        emit edited();
}

void TextArea::restyle()
{
    m_edit->setFont(m_ui.theme->font(TextRole::Body));
    m_edit->setFixedHeight(m_ui.theme->px(20) * m_lines + 12);
    m_frame->update();
}

bool TextArea::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        m_frame->update();
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && (key->modifiers() & Qt::ControlModifier)) {
            emit submitted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace confab
