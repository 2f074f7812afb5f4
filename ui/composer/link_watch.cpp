#include "ui/composer/link_watch.h"

#include "core/session/session.h"
#include "core/session/when_done.h"

#include <QUrl>

namespace confab {

namespace {

constexpr int longestUrl = 2048;
constexpr int mostDismissed = 100;

qsizetype nextScheme(const QString &text, qsizetype from)
{
    const qsizetype plain = text.indexOf(QLatin1String("http://"), from, Qt::CaseInsensitive);
    const qsizetype secure = text.indexOf(QLatin1String("https://"), from, Qt::CaseInsensitive);
    return plain < 0 ? secure : secure < 0 ? plain : std::min(plain, secure);
}

QString trimmedLink(QString link)
{
    while (!link.isEmpty()) {
        const QChar last = link.back();
        const bool closing = last == u')' && link.count(u')') > link.count(u'(');
        if (!closing && !QStringView(u".,;:!?\"'»”’]}>*_").contains(last))
            break;
        link.chop(1);
    }
    return link;
}

} // namespace

QString firstWebLink(const QString &text)
{
    for (qsizetype at = nextScheme(text, 0); at >= 0; at = nextScheme(text, at + 1)) {
        if (at > 0 && text.at(at - 1).isLetterOrNumber())
            continue;
        qsizetype end = at;
        while (end < text.size() && !text.at(end).isSpace() && text.at(end) != u'<' && text.at(end) != u'"')
            ++end;
        const QString link = trimmedLink(text.mid(at, end - at));
        const QUrl url(link, QUrl::StrictMode);
        if (link.size() <= longestUrl && url.isValid() && !url.host().isEmpty())
            return link;
    }
    return {};
}

LinkWatch::LinkWatch(const UiContext &context, QObject *parent)
    : QObject(parent)
    , m_ui(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(pause);
    connect(&m_timer, &QTimer::timeout, this, &LinkWatch::ask);
}

void LinkWatch::textChanged(const QString &text)
{
    const QString url = firstWebLink(text);
    if (url == m_url)
        return;
    m_url = url;
    m_asked.clear();
    setPreview({});
    if (url.isEmpty() || m_dismissed.contains(url))
        m_timer.stop();
    else
        m_timer.start();
}

void LinkWatch::ask()
{
    if (m_url.isEmpty() || m_asked == m_url || !m_ui.session->media().settings().linkPreviews)
        return;
    m_asked = m_url;
    whenDone(m_ui.session->media().linkPreview(m_url), this, [this, url = m_url](const Outcome<LinkPreview> &outcome) {
        if (outcome && url == m_url && !m_dismissed.contains(url) && !outcome->title.isEmpty())
            setPreview(*outcome);
    });
}

void LinkWatch::dismiss()
{
    if (m_dismissed.size() >= mostDismissed)
        m_dismissed.clear();
    m_dismissed.insert(m_url);
    setPreview({});
}

void LinkWatch::reset()
{
    m_timer.stop();
    m_url.clear();
    m_asked.clear();
    setPreview({});
}

void LinkWatch::setPreview(const std::optional<LinkPreview> &preview)
{
    if (m_preview == preview)
        return;
    m_preview = preview;
    emit changed();
}

} // namespace confab
