#pragma once

#include <QLocalServer>
#include <QObject>

namespace confab {

//! One program per profile: the first listens, a second one asks it to come to the front and leaves.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    explicit SingleInstance(const QString &folder, QObject *parent = nullptr);

    //! True: this is the first and it listens now. False: another one was told.
    bool claim();

signals:
    void raiseRequested();

private:
    bool tellOther() const;

    QString m_name;
    QLocalServer m_server;
};

} // namespace confab
