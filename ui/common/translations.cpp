#include "ui/common/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace confab {

namespace {

//! Names of keys, which QKeySequence looks up: they are here for where Qt's own translations are not installed.
[[maybe_unused]] constexpr const char *keyNames[] = {QT_TRANSLATE_NOOP("QShortcut", "Ctrl"), QT_TRANSLATE_NOOP("QShortcut", "Shift"),
    QT_TRANSLATE_NOOP("QShortcut", "Alt"), QT_TRANSLATE_NOOP("QShortcut", "Return"), QT_TRANSLATE_NOOP("QShortcut", "Esc"),
    QT_TRANSLATE_NOOP("QShortcut", "PgUp"), QT_TRANSLATE_NOOP("QShortcut", "PgDown"), QT_TRANSLATE_NOOP("QShortcut", "Up"),
    QT_TRANSLATE_NOOP("QShortcut", "Down"), QT_TRANSLATE_NOOP("QShortcut", "Del")};

} // namespace

void loadTranslations(QCoreApplication *app)
{
    const auto install = [app](const QLocale &locale, const QString &name, const QString &folder) {
        auto *translator = new QTranslator(app);
        const bool found = translator->load(locale, name, QStringLiteral("_"), folder);
        if (found)
            app->installTranslator(translator);
        else
            delete translator;
        return found;
    };
    const QString own = QStringLiteral("confab"), folder = QStringLiteral(":/i18n");
    // A language that is not there falls back to English with its plurals, not to "message(s)".
    if (!install(QLocale(), own, folder))
        install(QLocale(QLocale::English), own, folder);
    install(QLocale(), QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

} // namespace confab
