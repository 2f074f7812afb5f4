#include "core/media/media_values.h"

#include <QSet>

namespace confab {

bool isFetchedByRule(const AutoDownload &rules, const Attachment &attachment)
{
    switch (kindOf(attachment)) {
    case MediaKind::Photo:
    case MediaKind::Animation:
        return attachment.size <= rules.photos;
    case MediaKind::Video:
        return attachment.size <= rules.videos;
    case MediaKind::Voice:
        return attachment.size <= rules.voice;
    case MediaKind::Audio:
    case MediaKind::File:
        break;
    }
    return attachment.size <= rules.files;
}

QString safeFileName(const QString &name)
{
    QString safe;
    for (const QChar c : name.section(u'/', -1).section(u'\\', -1)) {
        const bool directs = (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069') || c == u'\u200e'
            || c == u'\u200f' || c == u'\u061c';
        const bool reserved = QStringView(u"<>:\"|?*").contains(c);
        if (c.category() == QChar::Other_Control || c == u'\u2028' || c == u'\u2029' || directs)
            continue;
        safe += reserved ? QChar(u'_') : c;
    }
    safe = safe.trimmed();
    while (safe.startsWith(u'.'))
        safe.remove(0, 1);
    if (safe.isEmpty())
        return QStringLiteral("file");

    constexpr int maxBytes = 255;
    const int dot = int(safe.lastIndexOf(u'.'));
    QString ending = dot > 0 ? safe.mid(dot) : QString();
    if (ending.toUtf8().size() > 32)
        ending.clear();
    QString stem = safe.chopped(ending.size());
    while (!stem.isEmpty() && stem.toUtf8().size() + ending.toUtf8().size() > maxBytes)
        stem.chop(stem.back().isLowSurrogate() ? 2 : 1);
    return stem + ending;
}

bool isExecutableName(const QString &name)
{
    static const QSet<QString> endings {QStringLiteral("exe"), QStringLiteral("msi"), QStringLiteral("bat"),
        QStringLiteral("cmd"), QStringLiteral("com"), QStringLiteral("scr"), QStringLiteral("ps1"), QStringLiteral("vbs"),
        QStringLiteral("js"), QStringLiteral("jse"), QStringLiteral("wsf"), QStringLiteral("hta"), QStringLiteral("jar"),
        QStringLiteral("lnk"), QStringLiteral("reg"), QStringLiteral("sh"), QStringLiteral("bash"), QStringLiteral("run"),
        QStringLiteral("bin"), QStringLiteral("appimage"), QStringLiteral("desktop"), QStringLiteral("deb"),
        QStringLiteral("rpm"), QStringLiteral("py"), QStringLiteral("pl"), QStringLiteral("rb"), QStringLiteral("app"),
        QStringLiteral("dmg"), QStringLiteral("pkg"), QStringLiteral("command"), QStringLiteral("apk")};
    return endings.contains(name.section(u'.', -1).trimmed().toLower());
}

} // namespace confab
