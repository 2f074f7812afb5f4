#include "ui/common/avatar_painter.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/pictures.h"
#include "ui/common/ui_context.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextBoundaryFinder>
#include <QtConcurrentRun>

namespace confab {

namespace {

constexpr int budget = 8 * 1024 * 1024; // bytes
constexpr qint64 largestFile = 1024 * 1024; // of a picture of 640 × 640
constexpr int atOnce = 4;
constexpr int mostWanted = 128; // more than any screen shows
constexpr qint64 retryAfter = 30'000; // ms

//! Cut to a disc of `pixels`; null where the bytes are no picture.
QImage discOf(const QByteArray &bytes, int pixels)
{
    // Square ones fit exactly; of others the middle is taken, so twice the side is enough for a ratio of 2 : 1.
    const QImage image = pictures::decode({}, bytes, {2 * pixels, 2 * pixels});
    if (image.isNull())
        return {};
    const int side = std::min(image.width(), image.height());
    const QImage square = image.copy((image.width() - side) / 2, (image.height() - side) / 2, side, side)
                              .scaled(pixels, pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage disc(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    disc.fill(Qt::transparent);
    QPainter painter(&disc);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(square));
    painter.drawEllipse(QRectF(0, 0, pixels, pixels));
    return disc;
}

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
    AvatarSpec spec {initialsOf(contactName(person)), Theme::nameToken(person.user), false};
    if (person.avatar) {
        spec.picture = *person.avatar;
        spec.owner = person.user;
    }
    return spec;
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
    AvatarSpec spec {initialsOf(chatTitle(chat, session)), Theme::nameToken(chat.chat), false};
    if (chat.picture) {
        spec.picture = chat.picture->blob;
        spec.chat = chat.chat;
        spec.attachment = chat.picture;
    }
    return spec;
}

AvatarPainter::AvatarPainter(const Theme *theme, Icons *icons, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_icons(icons)
    , m_cache(budget)
    , m_round(new QObject(this))
{
    m_clock.start();
    // Pictures stay: they know no theme.
    connect(theme, &Theme::changed, this, [this] {
        for (const Key &key : m_cache.keys()) {
            if (key.avatar.picture.isNull())
                m_cache.remove(key);
        }
    });
}

AvatarPainter::~AvatarPainter() = default;

void AvatarPainter::setLibrary(MediaLibrary *library)
{
    if (m_library == library)
        return;
    m_library = library;
    delete m_round;
    m_round = new QObject(this);
    m_cache.clear();
    m_wanted.clear();
    m_loading.clear();
    m_failed.clear();
    emit loaded();
}

// ---- pictures ----

void AvatarPainter::request(const Key &key)
{
    const auto failed = m_failed.constFind(key.avatar.picture);
    if (!m_library || m_loading.contains(key) || m_wanted.contains(key)
        || (failed != m_failed.cend() && m_clock.elapsed() - *failed < retryAfter))
        return;
    m_wanted.append(key);
    if (m_wanted.size() > mostWanted)
        m_wanted.removeFirst(); // scrolled past long ago
    startNext();
}

void AvatarPainter::startNext()
{
    while (m_loading.size() < atOnce && !m_wanted.isEmpty()) {
        const Key key = m_wanted.takeLast();
        m_loading.insert(key);
        read(key);
    }
}

void AvatarPainter::read(const Key &key)
{
    const AvatarSpec &avatar = key.avatar;
    const auto bytes = avatar.attachment ? m_library->bytes(avatar.chat, *avatar.attachment, largestFile)
                                         : m_library->avatar(avatar.owner, avatar.picture);
    whenDone(bytes, m_round, [this, key](const Outcome<QByteArray> &outcome) {
        if (!outcome || outcome->size() > largestFile)
            return take(key, {});
        whenDone(QtConcurrent::run(discOf, *outcome, key.pixels), m_round,
            [this, key](const QImage &disc) { take(key, disc); });
    });
}

void AvatarPainter::take(const Key &key, const QImage &disc)
{
    m_loading.remove(key);
    if (disc.isNull()) {
        m_failed.insert(key.avatar.picture, m_clock.elapsed());
    } else {
        m_cache.insert(key, new QPixmap(QPixmap::fromImage(disc)), key.pixels * key.pixels * 4);
        emit loaded();
    }
    startNext();
}

QPixmap AvatarPainter::pixmap(const AvatarSpec &avatar, int size, qreal dpr)
{
    if (!avatar.picture.isNull() && !avatar.self) {
        const Key key {avatar, qRound(size * dpr)};
        if (const QPixmap *known = m_cache.object(key)) {
            QPixmap picture = *known;
            picture.setDevicePixelRatio(dpr);
            return picture;
        }
        request(key);
    }
    AvatarSpec plain;
    plain.initials = avatar.initials;
    plain.color = avatar.color;
    plain.self = avatar.self;
    return initialsDisc(plain, size, dpr);
}

QPixmap AvatarPainter::initialsDisc(const AvatarSpec &avatar, int size, qreal dpr)
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
    connect(m_avatars, &AvatarPainter::loaded, this, qOverload<>(&QWidget::update));
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
