#include "core/net/small_fetch.h"

#include <QHostInfo>
#include <QNetworkReply>
#include <QTimer>

namespace confab {

namespace {

constexpr int mostRedirects = 3;

class Fetch final : public QObject {
public:
    Fetch(QNetworkAccessManager &network, const SmallFetch &request, std::function<void(const SmallAnswer &)> done)
        : QObject(&network)
        , m_network(network)
        , m_request(request)
        , m_done(std::move(done))
    {
        QTimer::singleShot(request.patience, this, [this] { end({}); });
        QMetaObject::invokeMethod(this, [this] { look(m_request.url); }, Qt::QueuedConnection);
    }

private:
    void look(const QUrl &url)
    {
        m_url = url;
        const bool web = url.isValid() && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"))
            && !url.host().isEmpty() && url.userInfo().isEmpty();
        if (!web) {
            end({});
            return;
        }
        if (!m_request.allows) {
            get(QNetworkRequest(url));
            return;
        }
        QHostInfo::lookupHost(url.host(QUrl::FullyEncoded), this, [this](const QHostInfo &info) { resolved(info); });
    }

    //! Connects to the very address that was checked: a second look-up could answer another one.
    void resolved(const QHostInfo &info)
    {
        const QList<QHostAddress> addresses = info.addresses();
        if (m_ended || addresses.isEmpty() || !std::all_of(addresses.cbegin(), addresses.cend(), [this](const QHostAddress &address) { return m_request.allows(m_url, address); })) {
            end({});
            return;
        }
        QUrl direct = m_url;
        direct.setHost(addresses.first().toString());
        QNetworkRequest request(direct);
        request.setRawHeader("Host", m_url.host(QUrl::FullyEncoded).toLatin1());
        request.setPeerVerifyName(m_url.host(QUrl::FullyEncoded)); // the certificate is the name's, not the address's
        get(request);
    }

    void get(QNetworkRequest request)
    {
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setRawHeader("Accept-Encoding", "identity");
        request.setRawHeader("User-Agent", "Confab");
        m_reply = m_network.get(request);
        m_reply->setParent(this);
        m_reply->setReadBufferSize(64 * 1024);
        connect(m_reply, &QNetworkReply::readyRead, this, [this] { read(); });
        connect(m_reply, &QNetworkReply::finished, this, [this] { finished(); });
    }

    void read()
    {
        if (m_ended)
            return;
        m_bytes += m_reply->readAll();
        if (m_bytes.size() > m_request.limit)
            end({});
    }

    void finished()
    {
        read();
        if (m_ended)
            return;
        const QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        if (!target.isEmpty()) {
            m_reply->disconnect(this);
            std::exchange(m_reply, nullptr)->deleteLater();
            m_bytes.clear();
            if (++m_redirects > mostRedirects)
                end({});
            else
                look(m_url.resolved(target));
            return;
        }
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool whole = m_reply->error() == QNetworkReply::NoError || status >= 400;
        const QString type = m_reply->header(QNetworkRequest::ContentTypeHeader).toString().section(u';', 0, 0).trimmed().toLower();
        end(whole ? SmallAnswer {status, m_bytes, m_url, type} : SmallAnswer {});
    }

    void end(const SmallAnswer &answer)
    {
        if (std::exchange(m_ended, true))
            return;
        if (m_reply) {
            m_reply->disconnect(this);
            m_reply->abort();
        }
        deleteLater();
        m_done(answer);
    }

    QNetworkAccessManager &m_network;
    SmallFetch m_request;
    std::function<void(const SmallAnswer &)> m_done;
    QUrl m_url;
    QNetworkReply *m_reply = nullptr;
    QByteArray m_bytes;
    int m_redirects = 0;
    bool m_ended = false;
};

} // namespace

void fetchSmall(QNetworkAccessManager &network, const SmallFetch &request, std::function<void(const SmallAnswer &)> done)
{
    new Fetch(network, request, std::move(done)); // owned by `network`, deletes itself
}

} // namespace confab
