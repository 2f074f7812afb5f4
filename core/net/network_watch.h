#pragma once

#include <QObject>

namespace confab {

//! Tells when the computer's network becomes another one, as far as the system says (QNetworkInformation). Make it in
//! the program's main thread; without a backend it stays silent and the heartbeat finds out.
class NetworkWatch : public QObject {
    Q_OBJECT
public:
    explicit NetworkWatch(QObject *parent = nullptr);
signals:
    void changed();
};

} // namespace confab
