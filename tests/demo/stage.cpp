#include "tests/demo/stage.h"

#include "tests/demo/waiting.h"
#include "tests/support/unprotected_profile.h"

using namespace confab;

namespace demo {

Stage::Stage(QString folder)
    : m_folder(std::move(folder))
{
}

Stage::~Stage()
{
    leaveAll();
}

bool Stage::startServer(server::Clock *clock)
{
    server::NodeOptions options;
    options.dataDir = m_folder + QStringLiteral("/server");
    options.services.rateLimits = false;
    options.clock = clock;
    m_node = std::make_unique<server::Node>(std::move(options));
    const auto port = m_node->start();
    if (!port)
        qCritical("demo: %s", qPrintable(port.error()));
    return port.has_value();
}

bool Stage::createPerson(const QString &id, const QString &name, const QString &about)
{
    const auto onboarding = makeOnboarding(test::openUnprotected(profile(id)));
    if (!await(onboarding->createAccount(url(), id, name, {})))
        return false;
    if (!enter(id))
        return false;
    return about.isEmpty() || await(session(id)->setProfile(name, about)).has_value();
}

bool Stage::enter(const QString &id)
{
    auto session = makeSession(test::openUnprotected(profile(id)), url());
    session->start();
    const bool online = waitFor([&] { return session->connection().phase == ConnectionPhase::Online; });
    if (!online)
        qCritical("demo: %s does not get online: %s", qPrintable(id), qPrintable(session->connection().reason));
    m_sessions[id] = std::move(session);
    return online;
}

void Stage::leaveAll()
{
    for (auto &[id, session] : m_sessions) {
        const auto stopped = session->stop();
        waitFor([&] { return stopped.isFinished(); });
    }
    m_sessions.clear();
}

} // namespace demo
