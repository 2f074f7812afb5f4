#include "ui/common/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace confab {

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
