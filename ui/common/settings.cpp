#include "ui/common/settings.h"

#include <QCborValue>
#include <QMetaEnum>

namespace confab {

namespace {

template <typename E>
E enumOf(const QVariant &value, E fallback)
{
    bool known = false;
    const int number = QMetaEnum::fromType<E>().keyToValue(value.toString().toLatin1().constData(), &known);
    return known ? E(number) : fallback;
}

template <typename E>
QString nameOf(E value)
{
    return QString::fromLatin1(QMetaEnum::fromType<E>().valueToKey(int(value)));
}

} // namespace

UiSettings::UiSettings(const QString &file, QObject *parent)
    : QObject(parent)
    , m_store(file, QSettings::IniFormat)
{
    m_store.setFallbacksEnabled(false);
}

QVariant UiSettings::read(const char *key, const QVariant &fallback) const
{
    return m_store.value(QLatin1StringView(key), fallback);
}

void UiSettings::write(const char *key, const QVariant &value)
{
    const QString name = QLatin1StringView(key);
    if (m_store.contains(name) && m_store.value(name) == value)
        return;
    m_store.setValue(name, value);
    emit changed();
}

Theme::Mode UiSettings::themeMode() const
{
    return enumOf(read("look/theme", {}), Theme::Mode::System);
}

Accent UiSettings::accent() const
{
    const QByteArray kept = read("look/accent", {}).toString().toLatin1();
    for (int i = 0; i < accentCount; ++i)
        if (kept == accentName(Accent(i)))
            return Accent(i);
    return Accent::Blue;
}

int UiSettings::textScale() const
{
    return std::clamp(read("look/text_scale", 100).toInt(), 85, 200);
}

bool UiSettings::reducedMotion() const
{
    return read("look/reduced_motion", false).toBool();
}

bool UiSettings::enterSends() const
{
    return read("chat/enter_sends", true).toBool();
}

bool UiSettings::closeToTray() const
{
    return read("window/close_to_tray", true).toBool();
}

bool UiSettings::notifications() const
{
    return read("notify/on", true).toBool();
}

UiSettings::NotificationDetail UiSettings::notificationDetail() const
{
    return enumOf(read("notify/detail", {}), NotificationDetail::NameAndText);
}

bool UiSettings::notificationSound() const
{
    return read("notify/sound", true).toBool();
}

bool UiSettings::badgeCountsMuted() const
{
    return read("notify/count_muted", false).toBool();
}

QVariant UiSettings::window(const QString &key) const
{
    return m_store.value("state/" + key);
}

void UiSettings::forgetState()
{
    m_store.remove("state");
    m_personal = {};
    m_keep = {};
    m_store.sync();
}

void UiSettings::setThemeMode(Theme::Mode mode)
{
    write("look/theme", nameOf(mode));
}

void UiSettings::setAccent(Accent accent)
{
    write("look/accent", QString::fromLatin1(accentName(accent)));
}

void UiSettings::setTextScale(int percent)
{
    write("look/text_scale", std::clamp(percent, 85, 200));
}

void UiSettings::setReducedMotion(bool on)
{
    write("look/reduced_motion", on);
}

void UiSettings::setEnterSends(bool on)
{
    write("chat/enter_sends", on);
}

void UiSettings::setCloseToTray(bool on)
{
    write("window/close_to_tray", on);
}

void UiSettings::setNotifications(bool on)
{
    write("notify/on", on);
}

void UiSettings::setNotificationDetail(NotificationDetail detail)
{
    write("notify/detail", nameOf(detail));
}

void UiSettings::setNotificationSound(bool on)
{
    write("notify/sound", on);
}

void UiSettings::setBadgeCountsMuted(bool on)
{
    write("notify/count_muted", on);
}

void UiSettings::setPersonal(const QString &key, const QVariant &value)
{
    m_personal[key] = QCborValue::fromVariant(value);
    if (m_keep)
        m_keep(m_personal.toCborValue().toCbor());
}

void UiSettings::keepPrivately(const QByteArray &kept, std::function<void(const QByteArray &)> keep)
{
    m_personal = QCborValue::fromCbor(kept).toMap();
    m_keep = std::move(keep);
    for (const QString &key : {QStringLiteral("recentEmoji"), QStringLiteral("playedVoice")}) {
        const QString old = "state/" + key;
        if (!m_store.contains(old))
            continue;
        if (!m_personal.contains(key))
            setPersonal(key, m_store.value(old));
        m_store.remove(old);
        m_store.sync();
    }
}

void UiSettings::setWindow(const QString &key, const QVariant &value)
{
    m_store.setValue("state/" + key, value);
}

} // namespace confab
