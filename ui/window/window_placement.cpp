#include "ui/window/window_placement.h"

#include "ui/common/settings.h"
#include "ui/theme/metrics.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

namespace confab {

QRect WindowPlacement::on(const QList<QRect> &screens, QSize minimum) const
{
    if (!normal.isValid() || screens.isEmpty())
        return {};
    const auto overlap = [this](const QRect &screen) {
        const QRect common = screen.intersected(normal);
        return common.isValid() ? qint64(common.width()) * common.height() : 0;
    };
    QRect screen = screens.first();
    for (const QRect &other : screens) {
        if (overlap(other) > overlap(screen))
            screen = other;
    }
    QRect rect(normal.topLeft(), normal.size().expandedTo(minimum).boundedTo(screen.size()));
    rect.moveLeft(std::clamp(rect.left(), screen.left(), screen.right() + 1 - rect.width()));
    rect.moveTop(std::clamp(rect.top(), screen.top(), screen.bottom() + 1 - rect.height()));
    return rect;
}

WindowPlacement WindowPlacement::load(const UiSettings &settings)
{
    return {settings.window("geometry").toRect(), settings.window("maximised").toBool()};
}

void WindowPlacement::save(UiSettings *settings) const
{
    settings->setWindow("geometry", normal);
    settings->setWindow("maximised", maximised);
}

WindowPlacement WindowPlacement::of(const QWidget *window)
{
    return {window->isMaximized() || window->isFullScreen() ? window->normalGeometry() : window->geometry(), window->isMaximized()};
}

void placeWindow(QWidget *window, const UiSettings &settings)
{
    QList<QRect> screens;
    for (const QScreen *screen : QGuiApplication::screens())
        screens.append(screen->availableGeometry());
    const WindowPlacement stored = WindowPlacement::load(settings);
    const QRect rect = stored.on(screens, window->minimumSize());
    if (rect.isValid()) {
        window->setGeometry(rect);
    } else {
        const QRect screen = screens.value(0, QRect(0, 0, metrics::windowWidth, metrics::windowHeight));
        const QSize size = QSize(metrics::windowWidth, metrics::windowHeight).boundedTo(screen.size());
        window->setGeometry(QRect(screen.center() - QPoint(size.width() / 2, size.height() / 2), size));
    }
    if (stored.maximised)
        window->setWindowState(window->windowState() | Qt::WindowMaximized);
}

} // namespace confab
