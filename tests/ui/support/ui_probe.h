#pragma once

#include "ui/common/avatar_painter.h"
#include "ui/common/icons.h"
#include "ui/common/settings.h"
#include "ui/common/ui_context.h"
#include "ui/media/media_desk.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace confab::test {

//! All that widgets need around them: theme applied to the application, no motion, settings that are not
//! kept, and a clock that stands still unless `now` is moved. One per test function; make it before the
//! widgets.
class TestUi {
public:
    explicit TestUi(Session *session = nullptr, Theme::Mode mode = Theme::Mode::Light, qint64 clock = 0);

    Theme theme;
    Icons icons;
    AvatarPainter avatars{&theme, &icons};
    AnimationClock motion{&theme};
    UiSettings settings{QString()};
    qint64 now;

    UiContext context();
    Session *session;
    //! Made with the first context, where there is a session. Put another player in before that.
    MediaPlayer::Factory player = makePlayerBackend;
    std::unique_ptr<MediaDesk> media;
};

//! The visible widget (or button) below `root` that a screen reader would call `name`; null where there is
//! none.
QWidget *named(const QWidget *root, const QString &name);
template <typename T>
T *named(const QWidget *root, const QString &name)
{
    for (auto *widget : root->findChildren<T *>()) {
        if (widget->isVisible()
            && (widget->accessibleName() == name
                || (widget->accessibleName().isEmpty() && widget->property("text").toString() == name)))
            return widget;
    }
    return nullptr;
}
//! A visible text anywhere below `root` that contains `part`: labels, notes, rows, buttons.
bool shows(const QWidget *root, const QString &part);
//! What a screen reader gets to read below `root`, one element a line; for messages of failed tests.
QString readable(const QWidget *root);

void click(QWidget *widget);
//! Types into what has the focus below `window`, key by key.
void typeText(QWidget *window, const QString &text);
void press(QWidget *window, int key, Qt::KeyboardModifiers modifiers = {});
//! Visible enabled widgets that Tab reaches but that a screen reader could not name, as "Class in Parent".
QStringList unnamedFocusables(const QWidget *root);
//! Names of what Tab visits below `window`, in order, starting anew from the first; each once.
QStringList tabOrder(QWidget *window);

//! Shows `widget` at `size` and makes its window active.
void present(QWidget *widget, const QSize &size);
//! A picture for people, into the folder that CONFAB_SHOTS names; nothing without it.
void shoot(QWidget *widget, const QString &name);

} // namespace confab::test
