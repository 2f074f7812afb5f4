#pragma once

#include "core/protocol/ids.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/theme/typography.h"

#include <QDBusVariant>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <array>

class QApplication;

namespace confab {

//! The look in force: scheme, colours, fonts, scale, motion. One object per program, handed to every widget through
//! UiContext. A widget repaints (and re-measures text) on `changed`; nothing else has to be done to switch live.
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark, Contrast };
    Q_ENUM(Mode)

    explicit Theme(QObject *parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    Accent accent() const { return m_accent; }
    void setAccent(Accent accent);
    Scheme scheme() const { return m_scheme; }
    bool isDark() const { return m_scheme != Scheme::Light; }

    QColor color(Token token) const { return m_colors[std::size_t(token)]; }
    //! One of the eight name colours. The same for a person's name, avatar and quotes everywhere.
    QColor nameColor(const UserId &user) const { return color(nameToken(user)); }
    static Token nameToken(const UserId &user);
    static Token nameToken(const ChatId &group);

    const QFont &font(TextRole role) const { return m_fonts[std::size_t(role)]; }
    int lineHeight(TextRole role) const; //!< scaled px

    //! Text scale in percent, 85 to 200.
    int scalePercent() const { return m_scale; }
    void setScalePercent(int percent);
    //! A length that holds text, scaled and rounded.
    int px(qreal logical) const { return qRound(logical * m_scale / 100.0); }

    //! True: every duration is 0 and nothing loops. The own switch, or the system's.
    bool reducedMotion() const { return m_reducedMotion || m_systemReducedMotion; }
    void setReducedMotion(bool on);

    //! The colours as Qt's standard widgets and ConfabStyle want them.
    QPalette palette() const;

    //! Gives `app` palette and font, now and after later changes. Called by installStyle (style.h), once per program.
    void applyTo(QApplication *app);

    //! What the desktop said last time, so that the first picture already has the right scheme; its answer of today
    //! comes asynchronously. 0 no preference, 1 dark, 2 light, as in the portal's color-scheme.
    int systemScheme() const { return m_portalScheme; }
    void assumeSystemScheme(int scheme);

public slots:
    void systemChanged(); //!< a window got QEvent::ThemeChange

signals:
    void changed(); //!< colours, fonts or scale; emitted after the application's palette was set

private slots:
    void portalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void readPortal(const QString &group, const QString &key);
    void takeSetting(const QString &group, const QString &key, const QVariant &value);
    Scheme wantedScheme() const;
    void rebuild();

    Mode m_mode = Mode::System;
    Scheme m_scheme = Scheme::Light;
    Accent m_accent = Accent::Blue;
    int m_scale = 100;
    bool m_reducedMotion = false;
    bool m_systemReducedMotion = false;
    int m_portalScheme = 0; //!< 0 no preference, 1 dark, 2 light (org.freedesktop.appearance color-scheme)
    bool m_portalContrast = false;
    QPalette m_systemPalette;
    QApplication *m_app = nullptr;
    QStringList m_families;
    QString m_monospace;
    std::array<QColor, tokenCount> m_colors;
    std::array<QFont, std::size_t(TextRole::Count)> m_fonts;
};

} // namespace confab
