#pragma once

#include "ui/media/media_desk.h"
#include "ui/common/accessible_list.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/icons.h"
#include "ui/common/presence_watcher.h"
#include "ui/common/settings.h"
#include "ui/common/translations.h"
#include "ui/common/ui_context.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

namespace demo {

using namespace confab;

//! The window of one person of the world, and what it needs.
class Studio {
public:
    Studio(Session *session, QString into)
        : m_into(std::move(into))
        , m_settings(m_folder.filePath(QStringLiteral("settings.ini")))
        , m_avatars(&m_theme, &m_icons)
        , m_motion(&m_theme)
        , m_presence(session)
    {
        m_theme.setReducedMotion(true);
        m_theme.setMode(Theme::Mode::Light);
        loadTranslations(qApp);
        installAccessibility();
        installStyle(&m_theme, qApp);
        ui.session = session;
        ui.theme = &m_theme;
        ui.icons = &m_icons;
        ui.avatars = &m_avatars;
        ui.motion = &m_motion;
        ui.settings = &m_settings;
        ui.presence = &m_presence;
        m_media = std::make_unique<MediaDesk>(ui);
        ui.media = m_media.get();
    }

    void dark(bool on)
    {
        m_theme.setMode(on ? Theme::Mode::Dark : Theme::Mode::Light);
        settle();
    }
    //! What was asked of the session has been answered and painted.
    void settle() const { QTest::qWait(700); }
    void save(QWidget *widget, const char *name) const
    {
        settle();
        widget->grab().save(m_into + '/' + QLatin1String(name) + QStringLiteral(".png"));
    }

    UiContext ui;

private:
    QString m_into;
    QTemporaryDir m_folder;
    UiSettings m_settings;
    Theme m_theme;
    Icons m_icons;
    AvatarPainter m_avatars;
    AnimationClock m_motion;
    std::unique_ptr<MediaDesk> m_media;
    PresenceWatcher m_presence;
};

} // namespace demo
