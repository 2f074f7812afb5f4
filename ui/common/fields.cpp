#include "ui/common/fields.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace confab {

namespace {

void paintField(QPainter *painter, const Theme &theme, const QRectF &box, qreal radius, bool focus, bool error)
{
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal width = focus ? 2 : error ? 1.5 : 1;
    painter->setBrush(theme.color(Token::Field));
    painter->setPen(QPen(theme.color(error ? Token::Danger : focus ? Token::AccentText : Token::FieldBorder), width));
    const qreal inset = width / 2;
    painter->drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
}

// A line edit whose frame is painted by its subclass.
void makeBare(QLineEdit *edit)
{
    edit->setFrame(false);
    QPalette palette = edit->palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    edit->setPalette(palette);
}

} // namespace

TextField::TextField(const UiContext &context, QWidget *parent)
    : QLineEdit(parent)
    , m_ui(context)
{
    const auto restyle = [this] {
        setFont(m_ui.theme->font(TextRole::Body));
        setPalette(m_ui.theme->palette());
        makeBare(this);
        place();
    };
    restyle();
    connect(m_ui.theme, &Theme::changed, this, restyle);
}

void TextField::place()
{
    const int before = m_icon.isEmpty() ? 10 : 12 + metrics::iconSmall + 6;
    const int after = m_trailing + (m_state == State::Plain ? 10 : 12 + metrics::iconSmall + 4);
    if (layoutDirection() == Qt::RightToLeft)
        setTextMargins(after, 0, before, 0);
    else
        setTextMargins(before, 0, after, 0);
    setFixedHeight(m_ui.theme->px(metrics::fieldHeight));
    update();
}

void TextField::setLeadingIcon(const QString &icon)
{
    m_icon = icon;
    place();
}

void TextField::setTrailingSpace(int px)
{
    m_trailing = px;
    place();
}

void TextField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
}

void TextField::setState(State state)
{
    m_state = state;
    place();
}

QSize TextField::sizeHint() const
{
    return {m_ui.theme->px(240), m_ui.theme->px(metrics::fieldHeight)};
}

void TextField::paintEvent(QPaintEvent *event)
{
    {
        const Theme &theme = *m_ui.theme;
        QPainter painter(this);
        paintField(&painter, theme, rect(), metrics::buttonRadius, hasFocus(), m_state == State::Error);
        const auto visual = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        const int size = metrics::iconSmall;
        if (!m_icon.isEmpty())
            m_ui.icons->paint(&painter, m_icon, visual({12, 0, size, height()}), size, theme.color(Token::Icon));
        if (m_state != State::Plain) {
            const bool error = m_state == State::Error;
            m_ui.icons->paint(&painter, error ? "alert" : "check", visual({width() - m_trailing - 12 - size, 0, size, height()}), size,
                theme.color(error ? Token::Danger : Token::Online));
        }
    }
    QLineEdit::paintEvent(event);
}

LabeledField::LabeledField(const UiContext &context, const QString &label, const QString &hint, QWidget *parent)
    : LabeledField(context, new TextField(context), label, hint, parent)
{
}

LabeledField::LabeledField(
    const UiContext &context, TextField *field, const QString &label, const QString &hint, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_label(new Label(context, TextRole::Label, Token::TextPrimary, label))
    , m_hint(new Label(context, TextRole::Hint, Token::TextSecondary, hint))
    , m_note(new Label(context, TextRole::Hint, Token::Danger))
    , m_action(new Button(context, Button::Kind::Text, {}))
    , m_field(field)
{
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    m_label->setElided(true);
    m_hint->setElided(true);
    m_hint->setAlignment(Qt::AlignTrailing);
    top->addWidget(m_label);
    top->addStretch(1);
    top->addWidget(m_hint);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(m_field);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(4);
    bottom->addWidget(m_note, 1);
    m_action->setSmall(true);
    m_action->hide();
    bottom->addWidget(m_action, 0, Qt::AlignTop);
    column->addLayout(bottom);
    m_field->setAccessibleName(label);
    setFocusProxy(m_field);
    describe();
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) {
        clearState();
        emit edited(text);
    });
    connect(m_field, &QLineEdit::returnPressed, this, &LabeledField::submitted);
    connect(m_action, &Button::clicked, this, &LabeledField::noteActionTriggered);
}

void LabeledField::setNote(const QString &sentence, Token color, TextField::State state)
{
    m_note->setText(sentence);
    m_note->setColor(color);
    m_field->setState(state);
    describe();
}

void LabeledField::setError(const QString &sentence)
{
    if (sentence.isEmpty())
        clearState();
    else
        setNote(sentence, Token::Danger, TextField::State::Error);
}

void LabeledField::setConfirmed(const QString &sentence)
{
    setNote(sentence, Token::Online, TextField::State::Checked);
}

void LabeledField::setNote(const QString &sentence)
{
    setNote(sentence, Token::TextSecondary, TextField::State::Plain);
}

void LabeledField::setNoteAction(const QString &text)
{
    m_action->setText(text);
    m_action->setAccessibleName(text);
    m_action->setVisible(!text.isEmpty());
}

void LabeledField::clearState()
{
    setNoteAction({});
    setNote({}, Token::TextSecondary, TextField::State::Plain);
}

void LabeledField::describe()
{
    QStringList parts {m_hint->text(), m_note->text()};
    parts.removeAll(QString());
    m_field->setAccessibleDescription(parts.join(". "));
}

SearchField::SearchField(const UiContext &context, const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
    , m_ui(context)
    , m_clear(new IconButton(context, "close", tr("Clear search"), this))
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    m_clear->setSide(28);
    m_clear->setGlyphSize(metrics::iconTiny);
    m_clear->setGround(Token::Field);
    m_clear->hide();
    connect(m_clear, &IconButton::clicked, this, [this] {
        clear();
        setFocus(Qt::OtherFocusReason);
    });
    connect(this, &QLineEdit::textChanged, m_clear, [this](const QString &text) { m_clear->setVisible(!text.isEmpty()); });
    const auto restyle = [this] {
        setFont(m_ui.theme->font(TextRole::Body));
        setPalette(m_ui.theme->palette());
        makeBare(this);
        setFixedHeight(m_ui.theme->px(metrics::searchHeight));
    };
    restyle();
    connect(m_ui.theme, &Theme::changed, this, restyle);
}

void SearchField::setShortcutHint(const QString &text)
{
    m_hint = text;
    update();
}

QSize SearchField::sizeHint() const
{
    return {m_ui.theme->px(200), m_ui.theme->px(metrics::searchHeight)};
}

void SearchField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void SearchField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
}

void SearchField::place()
{
    const int before = 11 + metrics::iconSmall + 6, after = 36;
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    setTextMargins(rtl ? after : before, 0, rtl ? before : after, 0);
    m_clear->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(), {width() - 34, (height() - 28) / 2, 28, 28}));
}

void SearchField::paintEvent(QPaintEvent *event)
{
    {
        const Theme &theme = *m_ui.theme;
        QPainter painter(this);
        paintField(&painter, theme, rect(), height() / 2.0, hasFocus(), false);
        const auto visual = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        const int size = metrics::iconSmall;
        m_ui.icons->paint(&painter, "search", visual({11, 0, size, height()}), size, theme.color(Token::Placeholder));
        if (text().isEmpty() && !m_hint.isEmpty() && !hasFocus()) {
            painter.setFont(theme.font(TextRole::Meta));
            painter.setPen(theme.color(Token::Placeholder));
            painter.setLayoutDirection(layoutDirection());
            painter.drawText(visual(rect().adjusted(0, 0, -13, 0)), Qt::AlignVCenter | Qt::AlignTrailing, m_hint);
        }
    }
    QLineEdit::paintEvent(event);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        emit moved(-1);
        return;
    case Qt::Key_Down:
        emit moved(1);
        return;
    case Qt::Key_Escape:
        if (text().isEmpty())
            emit escaped();
        else
            clear();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace confab
