#include "ui/timeline/links.h"

#include <QSet>
#include <algorithm>
#include <array>

namespace confab {
namespace {

constexpr qsizetype maxLinks = 200;
constexpr qsizetype maxLength = 2048;

bool endsAddress(QChar c)
{
    // Bidi controls end an address: inside one they only serve to make it read as another.
    return c.isSpace() || c.unicode() < 0x20 || c == u'<' || c == u'>' || c == u'"' || c == u'`'
        || (c.unicode() >= 0x2000 && c.unicode() <= 0x206f);
}

//! Punctuation at the end belongs to the sentence, and so does a bracket that was not opened inside the
//! address.
qsizetype trimmedEnd(QStringView token)
{
    qsizetype end = token.size();
    while (end > 0) {
        const QChar c = token[end - 1];
        if (QStringView(u".,;:!?'*_~…。，").contains(c)) {
            --end;
            continue;
        }
        if (c == u')' || c == u']' || c == u'}') {
            const QChar open = c == u')' ? u'(' : c == u']' ? u'[' : u'{';
            const auto body = token.first(end);
            if (body.count(c) > body.count(open)) {
                --end;
                continue;
            }
        }
        break;
    }
    return end;
}

//! Plain names become links only with a top level that is really in use; "file.cpp" or "e.g" stay text.
bool hasKnownTopLevel(QStringView host)
{
    static const QSet<QString> known{"com", "org", "net", "edu", "gov", "int", "info", "dev", "app", "io",
        "me", "tv", "co", "example", "de", "at", "ch", "fr", "es", "it", "pt", "nl", "be", "lu", "uk", "ie",
        "dk", "se", "no", "fi", "is", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "tr", "ua", "ru", "by", "lt",
        "lv", "ee", "si", "hr", "rs", "ba", "eu", "us", "ca", "mx", "br", "ar", "cl", "pe", "au", "nz", "jp",
        "cn", "kr", "tw", "hk", "in", "id", "sg", "th", "vn", "za", "ng", "ke", "gh", "eg", "ma", "il", "ir",
        "sa", "ae", "xyz", "site", "online", "cloud", "page", "blog", "news", "chat", "wiki", "tech", "art",
        "music", "museum", "store", "shop", "world", "africa", "berlin", "london", "tokyo"};
    const auto dot = host.lastIndexOf(u'.');
    if (dot <= 0 || dot + 1 >= host.size())
        return false;
    const auto top = host.mid(dot + 1).toString().toLower();
    return known.contains(top)
        || std::any_of(top.begin(), top.end(), [](QChar c) { return c.unicode() > 0x7f; });
}

bool isHost(QStringView host)
{
    if (host.isEmpty() || host.size() > 253 || host.startsWith(u'.') || host.startsWith(u'-')
        || host.contains(u".."))
        return false;
    return std::all_of(host.begin(), host.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'-' || c == u'.' || c.isMark() || c.isSurrogate();
    });
}

QStringView hostOf(QStringView address)
{
    const auto end = std::find_if(address.begin(), address.end(),
        [](QChar c) { return c == u'/' || c == u'?' || c == u'#' || c == u':'; });
    return address.first(end - address.begin());
}

std::optional<QUrl> withScheme(QStringView token)
{
    for (const auto scheme : {QStringView(u"https://"), QStringView(u"http://")}) {
        if (!token.startsWith(scheme, Qt::CaseInsensitive))
            continue;
        QUrl url(token.toString(), QUrl::TolerantMode);
        if (url.isValid() && !url.host().isEmpty())
            return url;
    }
    if (token.startsWith(u"mailto:", Qt::CaseInsensitive)) {
        QUrl url(token.toString(), QUrl::TolerantMode);
        const auto at = url.path().indexOf(u'@');
        if (url.isValid() && at > 0 && isHost(QStringView(url.path()).mid(at + 1)))
            return url;
    }
    return std::nullopt;
}

std::optional<QUrl> plain(QStringView token)
{
    const auto at = token.indexOf(u'@');
    if (at > 0) {
        const auto user = token.first(at);
        const auto host = token.mid(at + 1);
        const bool userFine = user.size() <= 64 && std::all_of(user.begin(), user.end(), [](QChar c) {
            return c.isLetterOrNumber() || QStringView(u".+-_").contains(c);
        });
        if (!userFine || !isHost(host) || !hasKnownTopLevel(host))
            return std::nullopt;
        QUrl url;
        url.setScheme(QStringLiteral("mailto"));
        url.setPath(token.toString());
        return url;
    }
    const auto host = hostOf(token);
    if (!isHost(host) || !hasKnownTopLevel(host))
        return std::nullopt;
    QUrl url(QStringLiteral("https://") + token.toString(), QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return std::nullopt;
    return url;
}

} // namespace

QList<Link> findLinks(QStringView text)
{
    QList<Link> links;
    qsizetype i = 0;
    while (i < text.size() && links.size() < maxLinks) {
        if (endsAddress(text[i]) || QStringView(u"([{'*_~").contains(text[i])) {
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < text.size() && !endsAddress(text[end]))
            ++end;
        auto token = text.mid(i, end - i);
        const auto next = end;
        // "see:https://…" and CJK text without spaces put the scheme in the middle of a run.
        for (const auto scheme :
            {QStringView(u"https://"), QStringView(u"http://"), QStringView(u"mailto:")}) {
            if (const auto at = token.indexOf(scheme, 0, Qt::CaseInsensitive); at > 0) {
                token = token.mid(at);
                i += at;
                break;
            }
        }
        token = token.first(trimmedEnd(token));
        if (token.size() >= 4 && token.size() <= maxLength) {
            auto url = withScheme(token);
            if (!url && !token.contains(QStringView(u"://")))
                url = plain(token);
            if (url)
                links.append({i, token.size(), *url});
        }
        i = next;
    }
    return links;
}

QString realTarget(const QUrl &url)
{
    if (url.scheme() == QLatin1String("mailto"))
        return url.toString(QUrl::FullyEncoded);
    // QUrl shows some hosts in Unicode; the encoded form is always what DNS sees.
    return QString::fromLatin1(url.toEncoded(QUrl::RemovePassword));
}

bool isDeceptive(const Link &link, QStringView text)
{
    if (link.target.scheme() == QLatin1String("mailto"))
        return false;
    if (!link.target.userInfo().isEmpty())
        return true; // https://bank.example@evil.example
    if (!link.target.host(QUrl::FullyEncoded).contains(QLatin1String("xn--")))
        return false;
    auto shown = text.mid(link.start, link.length);
    if (const auto at = shown.indexOf(QStringView(u"://")); at >= 0)
        shown = shown.mid(at + 3);
    const auto host = hostOf(shown);
    const auto topLevel = host.mid(host.lastIndexOf(u'.') + 1);
    const bool latinTop =
        std::all_of(topLevel.begin(), topLevel.end(), [](QChar c) { return c.unicode() < 0x80; });
    for (const auto label : host.first(host.size() - topLevel.size()).tokenize(u'.')) {
        QSet<int> scripts;
        for (const char32_t c : label.toUcs4()) {
            const auto script = QChar::script(c);
            if (QChar::isLetter(c) && script != QChar::Script_Common && script != QChar::Script_Inherited)
                scripts.insert(script);
        }
        const bool lookAlike = scripts.contains(QChar::Script_Cyrillic)
            || scripts.contains(QChar::Script_Greek) || scripts.contains(QChar::Script_Armenian)
            || scripts.contains(QChar::Script_Cherokee);
        if ((lookAlike && (latinTop || scripts.size() > 1))
            || (scripts.size() > 1 && scripts.contains(QChar::Script_Latin)))
            return true;
    }
    return false;
}

} // namespace confab
