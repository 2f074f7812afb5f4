#include "ui/theme/theme.h"


#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QScreen>
#include <algorithm>

namespace confab {

namespace {

constexpr char portalService[] = "org.freedesktop.portal.Desktop";
constexpr char portalPath[] = "/org/freedesktop/portal/desktop";
constexpr char portalSettings[] = "org.freedesktop.portal.Settings";
constexpr char appearance[] = "org.freedesktop.appearance";
constexpr char gnomeInterface[] = "org.gnome.desktop.interface";

Token nameTokenOf(const std::uint8_t *id, std::size_t size)
{
    // FNV-1a: ids of one kind share prefixes in tests and seeded worlds, so a single byte would not spread.
    quint32 h = 2166136261u;
    for (std::size_t i = 0; i < size; ++i)
        h = (h ^ id[i]) * 16777619u;
    return Token(int(Token::Name1) + int((h ^ (h >> 15)) % nameColors));
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_families(interfaceFamilies())
    , m_monospace(monospaceFamily())
{
    m_systemPalette = QGuiApplication::palette();
    rebuild();
}

void Theme::applyTo(QApplication *app)
{
    m_app = app;
    m_systemPalette = QGuiApplication::palette();
    rebuild();
    askPortal();
}

void Theme::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    rebuild();
}

void Theme::setScalePercent(int percent)
{
    percent = std::clamp(percent, 85, 200);
    if (m_scale == percent)
        return;
    m_scale = percent;
    rebuild();
}

void Theme::setAccent(Accent accent)
{
    if (m_accent == accent)
        return;
    m_accent = accent;
    rebuild();
}

void Theme::setReducedMotion(bool on)
{
    m_reducedMotion = on;
}

void Theme::assumeSystemScheme(int scheme)
{
    m_portalScheme = scheme;
    rebuild();
}

Token Theme::nameToken(const UserId &user)
{
    return nameTokenOf(user.data(), UserId::size);
}

Token Theme::nameToken(const ChatId &group)
{
    return nameTokenOf(group.data(), ChatId::size);
}

int Theme::lineHeight(TextRole role) const
{
    return px(textStyle(role).lineHeight);
}

Scheme Theme::wantedScheme() const
{
    switch (m_mode) {
    case Mode::Light:
        return Scheme::Light;
    case Mode::Dark:
        return Scheme::Dark;
    case Mode::Contrast:
        return Scheme::Contrast;
    case Mode::System:
        break;
    }
    if (m_portalContrast)
        return Scheme::Contrast;
    if (m_portalScheme != 0)
        return m_portalScheme == 1 ? Scheme::Dark : Scheme::Light;
    const QColor ground = m_systemPalette.color(QPalette::Window);
    const QColor text = m_systemPalette.color(QPalette::WindowText);
    return text.lightness() > ground.lightness() ? Scheme::Dark : Scheme::Light;
}

void Theme::rebuild()
{
    m_scheme = wantedScheme();
    for (std::size_t i = 0; i < tokenCount; ++i)
        m_colors[i] = colorOf(Token(i), m_scheme, m_accent);

    // Sizes are logical pixels with halves, which only point sizes can express.
    const QScreen *screen = QGuiApplication::primaryScreen();
    const qreal pointsPerPixel = 72.0 / (screen ? screen->logicalDotsPerInch() : 96.0);
    for (std::size_t i = 0; i < m_fonts.size(); ++i) {
        const TextStyle &style = textStyle(TextRole(i));
        QFont font;
        font.setFamilies(style.monospace ? QStringList {m_monospace} : m_families);
        font.setPointSizeF(style.size * m_scale / 100.0 * pointsPerPixel);
        font.setWeight(style.weight);
        m_fonts[i] = font;
    }

    if (m_app) {
        m_app->setFont(font(TextRole::Body));
        m_app->setPalette(palette());
    }
    emit changed();
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, Token token) { p.setColor(role, color(token)); };
    set(QPalette::Window, Token::BgWindow);
    set(QPalette::WindowText, Token::TextPrimary);
    set(QPalette::Base, Token::Field);
    set(QPalette::AlternateBase, Token::BgPanel);
    set(QPalette::Text, Token::TextPrimary);
    set(QPalette::PlaceholderText, Token::Placeholder);
    set(QPalette::Button, Token::BgWindow);
    set(QPalette::ButtonText, Token::TextPrimary);
    set(QPalette::BrightText, Token::OnAccent);
    set(QPalette::ToolTipBase, Token::BgWindow);
    set(QPalette::ToolTipText, Token::TextPrimary);
    set(QPalette::Highlight, Token::Accent);
    set(QPalette::HighlightedText, Token::OnAccent);
    set(QPalette::Link, Token::LinkIn);
    set(QPalette::LinkVisited, Token::LinkIn);
    set(QPalette::Light, Token::BgHover);
    set(QPalette::Midlight, Token::Divider);
    set(QPalette::Mid, Token::FieldBorder);
    set(QPalette::Dark, Token::Track);
    p.setColor(QPalette::Shadow, Qt::black);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, color(Token::Placeholder));
    return p;
}

void Theme::systemChanged()
{
    if (!m_app)
        return;
    // With no palette of its own the application shows what the platform's theme says now.
    const QSignalBlocker quiet(this);
    m_app->setPalette(QPalette());
    const QPalette system = QGuiApplication::palette();
    m_app->setPalette(palette());
    if (system == m_systemPalette)
        return;
    m_systemPalette = system;
    if (wantedScheme() != m_scheme)
        QMetaObject::invokeMethod(this, &Theme::rebuild, Qt::QueuedConnection);
}

void Theme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService, portalPath, portalSettings, "SettingChanged", this,
        SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    readPortal(appearance, "color-scheme");
    readPortal(appearance, "contrast");
    readPortal(gnomeInterface, "enable-animations");
}

void Theme::readPortal(const QString &group, const QString &key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, "Read");
    call << group << key;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, group, key, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (reply.isValid()) // a desktop without the portal, or one that does not know the key: nothing to follow
            takeSetting(group, key, reply.value().variant());
    });
}

void Theme::portalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    takeSetting(group, key, value.variant());
}

void Theme::takeSetting(const QString &group, const QString &key, const QVariant &boxed)
{
    // "Read" wraps its answer twice.
    const QVariant value = boxed.canConvert<QDBusVariant>() ? boxed.value<QDBusVariant>().variant() : boxed;
    if (group == QLatin1StringView(gnomeInterface) && key == "enable-animations") {
        m_systemReducedMotion = value.isValid() && !value.toBool();
        return;
    }
    if (group != QLatin1StringView(appearance))
        return;
    if (key == "color-scheme")
        m_portalScheme = std::clamp(value.toInt(), 0, 2);
    else if (key == "contrast")
        m_portalContrast = value.toInt() == 1;
    if (wantedScheme() != m_scheme)
        rebuild();
}

} // namespace confab
