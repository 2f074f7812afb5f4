#include "ui/theme/typography.h"

#include <QFontDatabase>
#include <array>

namespace confab {

const TextStyle &textStyle(TextRole role)
{
    static constexpr std::array<TextStyle, std::size_t(TextRole::Count)> styles {{
        {14, 20, QFont::Normal, false}, // Message
        {14, 20, QFont::DemiBold, false}, // ListName
        {13, 18, QFont::DemiBold, false}, // SenderName
        {13, 18, QFont::Normal, false}, // Preview
        {12, 20, QFont::Normal, false}, // Time
        {11.5, 16, QFont::Normal, false}, // Meta
        {15, 20, QFont::DemiBold, false}, // Header
        {12.5, 16, QFont::Normal, false}, // Subheader
        {20, 26, QFont::DemiBold, false}, // Page
        {14, 20, QFont::Normal, false}, // Body
        {14, 20, QFont::Medium, false}, // BodyMedium
        {13, 18, QFont::Medium, false}, // Label
        {13, 18, QFont::Normal, false}, // Small
        {12, 16, QFont::Normal, false}, // Hint
        {11.5, 20, QFont::DemiBold, false}, // Badge
        {12.5, 28, QFont::Medium, false}, // Chip
        {12, 17, QFont::Medium, false}, // Pill
        {13.5, 20, QFont::Normal, false}, // MenuItem
        {12.5, 18, QFont::Normal, true}, // Code
        {16, 22, QFont::Medium, true}, // CodeLarge
    }};
    return styles[std::size_t(role)];
}

namespace {

QString firstInstalled(std::initializer_list<const char *> families, const QString &fallback)
{
    for (const char *family : families) {
        if (QFontDatabase::hasFamily(QLatin1StringView(family)))
            return QString::fromLatin1(family);
    }
    return fallback;
}

// Without a desktop's settings Qt names an alias, which fontconfig resolves to a wide font made for low resolutions.
bool isAlias(const QString &family)
{
    static const QStringList aliases {QString(), "Sans", "Sans Serif", "sans-serif", "Helvetica", "DejaVu Sans"};
    return aliases.contains(family, Qt::CaseInsensitive);
}

} // namespace

QStringList interfaceFamilies()
{
    QString family = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    if (isAlias(family))
        family = firstInstalled({"Inter", "Cantarell", "Ubuntu", "Noto Sans", "Open Sans"}, family);
    QStringList families {family};
    const QString emoji = firstInstalled({"Noto Color Emoji", "Segoe UI Emoji", "Apple Color Emoji"}, {});
    if (!emoji.isEmpty())
        families.append(emoji);
    return families;
}

QString monospaceFamily()
{
    const QString family = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    const bool alias = family.compare("monospace", Qt::CaseInsensitive) == 0 || family == "DejaVu Sans Mono";
    return alias ? firstInstalled({"JetBrains Mono", "Noto Sans Mono", "Ubuntu Mono"}, family) : family;
}

} // namespace confab
