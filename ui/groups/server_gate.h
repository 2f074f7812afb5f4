#pragma once

#include "core/session/session.h"
#include "ui/common/ui_context.h"

#include <QObject>

namespace confab {

//! Whether a command that needs the server can be tried now, and the sentence why not.
class ServerGate : public QObject {
    Q_OBJECT
public:
    explicit ServerGate(const UiContext &context, QObject *parent = nullptr)
        : QObject(parent)
        , m_session(context.session)
    {
        connect(m_session, &Session::connectionChanged, this, [this] { emit changed(); });
    }

    bool isOpen() const
    {
        const auto phase = m_session->connection().phase;
        return phase == ConnectionPhase::Online || phase == ConnectionPhase::Updating;
    }
    QString reason() const { return isOpen() ? QString() : tr("You are offline. This needs the server."); }

signals:
    void changed();

private:
    Session *m_session;
};

} // namespace confab
