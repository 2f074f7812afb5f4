#pragma once

#include <QObject>

namespace confab::cli {

//! SIGINT and SIGTERM as something that an event loop notices. One at a time; thread: the main one.
class Interrupt : public QObject {
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    bool caught() const { return m_caught; }

private:
    bool m_caught = false;
};

} // namespace confab::cli
