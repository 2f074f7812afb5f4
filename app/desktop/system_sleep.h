#pragma once

#include <QObject>

namespace confab {

//! Says when the computer wakes from sleep, where logind tells: connections that died meanwhile are renewed at once
//! instead of at their next heartbeat.
class SystemSleep : public QObject {
    Q_OBJECT
public:
    explicit SystemSleep(QObject *parent = nullptr);

signals:
    void wokeUp();

private slots:
    void prepareForSleep(bool goingToSleep);
};

} // namespace confab
