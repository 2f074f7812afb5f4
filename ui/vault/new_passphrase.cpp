#include "ui/vault/new_passphrase.h"

#include "core/crypto/master_key.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"
#include "ui/vault/passphrase_field.h"

#include <QPainter>
#include <QVBoxLayout>
#include <array>

namespace confab {

namespace {

constexpr int pieces = 4;
constexpr std::array enough {1, 30, 48, 66}; // bits, for each piece

} // namespace

//! Four short lines, filled from the leading end.
class StrengthBar : public QWidget {
public:
    StrengthBar(const UiContext &context, QWidget *parent)
        : QWidget(parent)
        , m_ui(context)
    {
        setFixedHeight(4);
        connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }
    void setFilled(int filled)
    {
        m_filled = filled;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const auto &theme = *m_ui.theme;
        const Token full = m_filled <= 1 ? Token::Danger : m_filled == 2 ? Token::WarnText : Token::Online;
        constexpr qreal gap = 4;
        const qreal length = (width() - (pieces - 1) * gap) / pieces;
        for (int i = 0; i < pieces; ++i) {
            const int place = layoutDirection() == Qt::RightToLeft ? pieces - 1 - i : i;
            painter.setBrush(theme.color(i < m_filled ? full : Token::Track));
            painter.drawRoundedRect(QRectF(place * (length + gap), 0, length, height()), 2, 2);
        }
    }

private:
    const UiContext m_ui;
    int m_filled = 0;
};

PassphraseStrength PassphraseStrength::of(const QString &passphrase)
{
    if (passphrase.isEmpty())
        return {};
    const int bits = passphraseBits(passphrase);
    const int filled = std::max<int>(1, int(std::count_if(enough.begin(), enough.end(), [bits](int b) { return bits >= b; })));
    switch (filled) {
    case 1:
        return {1, NewPassphrase::tr("Very easy to guess. Four or more words that have nothing to do with each other are better.")};
    case 2:
        return {2, NewPassphrase::tr("Can be guessed by somebody who has time. Another word or two would help.")};
    case 3:
        return {3, NewPassphrase::tr("Hard to guess")};
    default:
        return {4, NewPassphrase::tr("Very hard to guess")};
    }
}

NewPassphrase::NewPassphrase(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_first(new PassphraseField(context, tr("Passphrase")))
    , m_again(new PassphraseField(context, tr("The same again")))
    , m_bar(new StrengthBar(context, this))
    , m_words(new Label(context, TextRole::Hint, Token::TextSecondary))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_first);
    column->addWidget(m_bar);
    column->addSpacing(6);
    column->addWidget(m_words);
    column->addSpacing(12);
    column->addWidget(m_again);
    column->addSpacing(4);
    column->addWidget(new Label(context, TextRole::Small, Token::TextSecondary,
        tr("If you forget it, nobody can open what is kept on this computer, and nobody can reset it. Write it down, or "
           "link another device.")));
    connect(m_first, &LabeledField::edited, this, [this] {
        judge();
        m_again->clearState();
        emit edited();
    });
    connect(m_again, &LabeledField::edited, this, [this](const QString &typed) {
        const QString first = m_first->passphrase();
        if (typed == first)
            m_again->setConfirmed({});
        else if (typed.size() >= first.size())
            m_again->setError(tr("The two are not the same"));
        emit edited();
    });
    connect(m_first, &LabeledField::submitted, this, [this] { m_again->field()->setFocus(); });
    connect(m_again, &LabeledField::submitted, this, &NewPassphrase::submitted);
    // Shown in one field, shown in both: what is compared is seen together.
    connect(m_first->edit(), &PassphraseEdit::revealed, m_again->edit(), &PassphraseEdit::reveal);
    connect(m_again->edit(), &PassphraseEdit::revealed, m_first->edit(), &PassphraseEdit::reveal);
    judge();
}

void NewPassphrase::judge()
{
    const auto strength = PassphraseStrength::of(m_first->passphrase());
    m_bar->setFilled(strength.pieces);
    m_words->setText(strength.words.isEmpty() ? tr("Several words are easier to remember than signs.") : strength.words);
    m_first->field()->setAccessibleDescription(m_words->text());
}

std::optional<QString> NewPassphrase::read()
{
    QString first = m_first->passphrase();
    if (first.isEmpty()) {
        m_first->setError(tr("Choose a passphrase"));
        m_first->field()->setFocus();
        announce(this, tr("Choose a passphrase"));
        return std::nullopt;
    }
    if (m_again->passphrase() != first) {
        const QString sentence = m_again->text().isEmpty() ? tr("Type it a second time") : tr("The two are not the same");
        m_again->setError(sentence);
        m_again->field()->setFocus();
        announce(this, sentence);
        return std::nullopt;
    }
    return first;
}

void NewPassphrase::wipe()
{
    m_first->wipe();
    m_again->wipe();
    judge();
}

void NewPassphrase::focusFirst()
{
    m_first->field()->setFocus();
}

} // namespace confab
