#include "ui/common/avatar_painter.h"

#include "core/session/session.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/ui_context.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextBoundaryFinder>

namespace confab {

namespace {

constexpr int budget = 8 * 1024 * 1024; // bytes

// The first user-perceived character that is a letter or digit; emoji and punctuation do not abbreviate anybody.
QString firstLetter(const QString &word)
{
    QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, word);
    for (qsizetype from = 0; from < word.size();) {
        qsizetype to = graphemes.toNextBoundary();
        if (to < 0)
            break;
        const QString piece = word.mid(from, to - from);
        const QList<uint> ucs = piece.toUcs4();
        if (!ucs.isEmpty() && QChar::isLetterOrNumber(ucs.first()))
            return QString::fromUcs4(reinterpret_cast<const char32_t *>(ucs.constData()), 1).toUpper();
        from = to;
    }
    return {};
}

bool isIdeographic(const QString &text)
{
    const QList<uint> ucs = text.toUcs4();
    if (ucs.isEmpty())
        return false;
    const QChar::Script script = QChar::script(ucs.first());
    return script == QChar::Script_Han || script == QChar::Script_Hangul || script == QChar::Script_Hiragana
        || script == QChar::Script_Katakana;
}

} // namespace

QString initialsOf(const QString &name)
{
    QStringList letters;
    for (const QString &word : name.split(QRegularExpression("[\\s\\-_.]+"), Qt::SkipEmptyParts)) {
        if (const QString letter = firstLetter(word); !letter.isEmpty())
            letters.append(letter);
    }
    if (letters.isEmpty())
        return {};
    if (letters.size() == 1 || isIdeographic(letters.first()))
        return letters.first();
    return letters.first() + letters.last();
}

AvatarSpec AvatarSpec::of(const Contact &person)
{
    return {initialsOf(contactName(person)), Theme::nameToken(person.user), false};
}

AvatarSpec AvatarSpec::of(const ChatSummary &chat, const Session &session)
{
    switch (chat.kind) {
    case ChatKind::Self:
        return {{}, Token::Name1, true};
    case ChatKind::Direct:
        return of(session.contact(chat.peer));
    case ChatKind::Group:
        break;
    }
    return {initialsOf(chatTitle(chat, session)), Theme::nameToken(chat.chat), false};
}

AvatarPainter::AvatarPainter(const Theme *theme, Icons *icons)
    : m_theme(theme)
    , m_icons(icons)
    , m_cache(budget)
{
    QObject::connect(theme, &Theme::changed, theme, [this] { clear(); });
}

void AvatarPainter::clear()
{
    m_cache.clear();
}

QPixmap AvatarPainter::pixmap(const AvatarSpec &avatar, int size, qreal dpr)
{
    const Key key {avatar, qRound(size * dpr)};
    if (const QPixmap *known = m_cache.object(key))
        return *known;

    QPixmap picture(key.pixels, key.pixels);
    picture.fill(Qt::transparent);
    picture.setDevicePixelRatio(dpr);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF disc(0, 0, key.pixels / dpr, key.pixels / dpr);
    painter.setPen(Qt::NoPen);
    if (avatar.self) {
        painter.setBrush(m_theme->color(Token::Accent));
        painter.drawEllipse(disc);
        m_icons->paint(&painter, "bookmark", disc, qRound(size * 0.5), m_theme->color(Token::OnAccent));
    } else {
        const bool dark = m_theme->isDark();
        const QColor name = m_theme->color(avatar.color);
        const QColor ground = m_theme->color(Token::BgWindow);
        QLinearGradient fill(disc.topLeft(), disc.bottomLeft());
        fill.setColorAt(0, mix(name, ground, dark ? 0.15 : 0.13));
        fill.setColorAt(1, mix(name, ground, dark ? 0.24 : 0.23));
        painter.setBrush(fill);
        painter.drawEllipse(disc);
        const QColor ink = dark ? name : mix(Qt::black, name, 0.14);
        if (avatar.initials.isEmpty()) {
            m_icons->paint(&painter, "user", disc, qRound(size * 0.55), ink);
        } else {
            QFont font = m_theme->font(TextRole::ListName);
            font.setPointSizeF(m_theme->font(TextRole::ListName).pointSizeF() * 100 / m_theme->scalePercent()
                * (size * 0.375 / 14.0));
            painter.setFont(font);
            painter.setPen(ink);
            painter.drawText(disc, Qt::AlignCenter | Qt::TextSingleLine, avatar.initials);
        }
    }
    painter.end();
    m_cache.insert(key, new QPixmap(picture), key.pixels * key.pixels * 4);
    return picture;
}

void AvatarPainter::paint(
    QPainter *painter, const QRectF &disc, const AvatarSpec &avatar, bool online, QColor ring)
{
    const qreal dpr = painter->device()->devicePixelRatioF();
    painter->drawPixmap(disc.topLeft(), pixmap(avatar, qRound(disc.width()), dpr));
    if (!online)
        return;
    // The dot touches the disc's box at 48 px and stands 1 px outside of smaller discs, as on the design sheet.
    const qreal size = metrics::onlineDot;
    const qreal out = disc.width() <= metrics::avatarCompact ? 1 : 0;
    const QRectF dot(disc.right() + out - size, disc.bottom() + out - size, size, size);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (ring.isValid()) {
        const qreal w = metrics::onlineRing;
        painter->setBrush(ring);
        painter->drawEllipse(dot.adjusted(-w, -w, w, w));
    }
    painter->setBrush(m_theme->color(Token::Online));
    painter->drawEllipse(dot);
    painter->restore();
}

AvatarView::AvatarView(const UiContext &context, int size, QWidget *parent)
    : QWidget(parent)
    , m_theme(context.theme)
    , m_avatars(context.avatars)
{
    setFixedSize(size + 2, size + 2); // the dot of small avatars stands out by one
    connect(m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AvatarView::setAvatar(const AvatarSpec &avatar)
{
    if (m_avatar == avatar)
        return;
    m_avatar = avatar;
    update();
}

void AvatarView::setOnline(bool online, Token ground)
{
    if (m_online == online && m_ground == ground)
        return;
    m_online = online;
    m_ground = ground;
    update();
}

void AvatarView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_avatars->paint(&painter, QRectF(0, 0, width() - 2, height() - 2), m_avatar, m_online, m_theme->color(m_ground));
}

} // namespace confab
