#pragma once

#include <QObject>

namespace confab {

//! SIGTERM, SIGINT and SIGHUP as a Qt signal: the program ends as if quit by hand, with drafts kept and the server told.
class QuitSignals : public QObject {
    Q_OBJECT
public:
    explicit QuitSignals(QObject *parent = nullptr);

signals:
    void received();
};

} // namespace confab
