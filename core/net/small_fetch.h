#pragma once

#include <QNetworkAccessManager>
#include <QUrl>
#include <functional>

namespace confab {

//! One bounded GET, all in memory.
struct SmallFetch {
    QUrl url;
    qint64 limit = 0; //!< bytes; more ends it
    std::chrono::milliseconds patience {5'000}; //!< for all of it, redirects included
    bool publicOnly = false; //!< public addresses and default ports only, each redirect checked anew; at most three
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
