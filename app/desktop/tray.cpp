#include "app/desktop/tray.h"

#include "ui/theme/palette.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QSvgRenderer>

namespace confab {

namespace {

QPixmap programPixmap(int side, const QString &badge)
{
    QPixmap picture(side, side);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer logo(QStringLiteral(":/icons/logo.svg"));
    const qreal height = side * 44.0 / 52.0; // the drawing's proportions
    logo.render(&painter, QRectF(0, (side - height) / 2, side, height));
    if (badge.isEmpty())
        return picture;
    const qreal diameter = side * 0.56;
    QFont font = painter.font();
    font.setPixelSize(qRound(diameter * (badge.size() > 2 ? 0.5 : 0.68)));
    font.setBold(true);
    painter.setFont(font);
    const qreal width = std::max(diameter, painter.fontMetrics().horizontalAdvance(badge) + diameter * 0.4);
    const QRectF disc(side - width, side - diameter, width, diameter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(Token::Danger, Scheme::Light));
    painter.drawRoundedRect(disc, diameter / 2, diameter / 2);
    painter.setPen(colorOf(Token::OnDanger, Scheme::Light));
    painter.drawText(disc, Qt::AlignCenter, badge);
    return picture;
}

} // namespace

QIcon programIcon(int unread)
{
    const QString badge = unread == 0 ? QString() : unread > 99 ? QStringLiteral("99+") : QLocale().toString(unread);
    QIcon icon;
    for (int side : {22, 32, 48, 64})
        icon.addPixmap(programPixmap(side, badge));
    return icon;
}

Tray::Tray(QObject *parent)
    : QObject(parent)
{
    m_menu.addAction(tr("Open Confab"), this, &Tray::openRequested);
    m_menu.addSeparator();
    m_menu.addAction(tr("Quit"), this, &Tray::quitRequested);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            emit toggled();
    });
    setUnread(0);
    m_icon.show();
}

void Tray::setUnread(int unread)
{
    if (m_unread == unread)
        return;
    m_unread = unread;
    m_icon.setIcon(programIcon(unread));
    m_icon.setToolTip(unread == 0 ? QStringLiteral("Confab") : tr("Confab: %n unread message(s)", nullptr, unread));
}

void setLauncherBadge(int unread)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage message = QDBusMessage::createSignal("/io/github/confab/Confab", "com.canonical.Unity.LauncherEntry", "Update");
    message << QStringLiteral("application://%1.desktop").arg(QGuiApplication::desktopFileName())
            << QVariantMap {{"count", qint64(unread)}, {"count-visible", unread > 0}};
    bus.send(message);
}

} // namespace confab
