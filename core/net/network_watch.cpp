#include "core/net/network_watch.h"

#include <QNetworkInformation>

namespace confab {

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
{
    if (!QNetworkInformation::loadDefaultBackend())
        return;
    const auto *info = QNetworkInformation::instance();
    connect(info, &QNetworkInformation::reachabilityChanged, this, [this](QNetworkInformation::Reachability now) {
        // Going away is noticed by the heartbeat; coming back is worth a try at once.
        if (now == QNetworkInformation::Reachability::Online || now == QNetworkInformation::Reachability::Site)
            emit changed();
    });
    connect(info, &QNetworkInformation::transportMediumChanged, this, &NetworkWatch::changed);
}

} // namespace confab
