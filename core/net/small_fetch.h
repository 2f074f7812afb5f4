#pragma once

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QUrl>
#include <functional>

namespace confab {

//! One bounded GET, all in memory.
struct SmallFetch {
    QUrl url;
    qint64 limit = 0; //!< bytes; more ends it
    std::chrono::milliseconds patience {5'000}; //!< for all of it, redirects included
    //! Whether this address may be asked, where that is not the own server; looked at again for each of at most three
    //! redirects, and then it is this very address that is asked. isPublicWeb() for what people write.
    std::function<bool(const QUrl &, const QHostAddress &)> allows = {};
};
struct SmallAnswer {
    int status = 0; //!< 0: nothing came, or more than may
    QByteArray bytes;
    QUrl url; //!< after redirects
    QString type; //!< MIME, without parameters
};

//! Calls `done` once, in the thread of `network`, never from within; not at all where `network` dies before.
void fetchSmall(QNetworkAccessManager &network, const SmallFetch &request, std::function<void(const SmallAnswer &)> done);

} // namespace confab
