#include "ui/vault/passphrase_field.h"

#include "ui/common/buttons.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>

namespace confab {

namespace {
constexpr int eyeSide = 32;
constexpr int longest = 1024; // characters; more is a mistaken paste
} // namespace

PassphraseEdit::PassphraseEdit(const UiContext &context, QWidget *parent)
    : TextField(context, parent)
    , m_eye(new IconButton(context, QStringLiteral("eye"), tr("Show what is typed"), this))
{
    setEchoMode(Password);
    setMaxLength(longest);
    setLeadingIcon(QStringLiteral("key"));
    setTrailingSpace(eyeSide);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_eye->setSide(eyeSide);
    m_eye->setGlyphSize(metrics::iconSmall);
    m_eye->setGround(Token::Field);
    m_eye->setCheckable(true);
    connect(m_eye, &IconButton::toggled, this, &PassphraseEdit::reveal);
    connect(m_ui.theme, &Theme::changed, this, &PassphraseEdit::place);
}

PassphraseEdit::~PassphraseEdit()
{
    wipe();
}

void PassphraseEdit::wipe()
{
    // text() shares the line's own buffer, which is overwritten where it lies. What the toolkit copied is not reached.
    const QString shared = text();
    std::fill_n(const_cast<QChar *>(shared.constData()), shared.size(), QChar(u'\0'));
    setText({});
}

void PassphraseEdit::reveal(bool on)
{
    if (on == isRevealed())
        return;
    setEchoMode(on ? Normal : Password);
    m_eye->setChecked(on);
    m_eye->setName(on ? tr("Hide what is typed") : tr("Show what is typed"));
    emit revealed(on);
}

void PassphraseEdit::keyPressEvent(QKeyEvent *event)
{
    TextField::keyPressEvent(event);
    if (event->key() == Qt::Key_CapsLock && m_capsLock) {
        m_capsLock = !*m_capsLock;
        emit capsLockSeen(*m_capsLock);
        return;
    }
    const QString typed = event->text();
    if (typed.size() != 1 || !typed.front().isLetter() || typed.front().toLower() == typed.front().toUpper())
        return;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    m_capsLock = typed.front().isUpper() != shift;
    emit capsLockSeen(*m_capsLock);
}

void PassphraseEdit::place()
{
    const QRect box(width() - eyeSide - 4, (height() - eyeSide) / 2, eyeSide, eyeSide);
    m_eye->setGeometry(QStyle::visualRect(layoutDirection(), rect(), box));
}

void PassphraseEdit::resizeEvent(QResizeEvent *event)
{
    TextField::resizeEvent(event);
    place();
}

void PassphraseEdit::changeEvent(QEvent *event)
{
    TextField::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
}

PassphraseField::PassphraseField(const UiContext &context, const QString &label, QWidget *parent)
    : PassphraseField(context, new PassphraseEdit(context), label, parent)
{
}

PassphraseField::PassphraseField(const UiContext &context, PassphraseEdit *edit, const QString &label, QWidget *parent)
    : LabeledField(context, edit, label, {}, parent)
    , m_edit(edit)
{
    connect(edit, &PassphraseEdit::capsLockSeen, this, [this](bool on) {
        if (hasError())
            return;
        if (on)
            setNote(tr("Caps Lock is on"));
        else if (m_capsLock)
            setNote(QString());
        if (on && !m_capsLock)
            announce(this, tr("Caps Lock is on"));
        m_capsLock = on;
    });
}

QString PassphraseField::passphrase() const
{
    const QString shared = m_edit->text();
    return QString(shared.constData(), shared.size());
}

void PassphraseField::wipe()
{
    m_edit->wipe();
    clearState();
}

} // namespace confab
