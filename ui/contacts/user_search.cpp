#include "ui/contacts/user_search.h"

#include "core/session/when_done.h"

namespace confab {

namespace {
constexpr int settleTime = 600; // ms
constexpr int retryTime = 10'000; // the server's bucket refills by one in this time
constexpr int knownMax = 200;
} // namespace

UserSearch::UserSearch(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryTime);
    connect(&m_settle, &QTimer::timeout, this, &UserSearch::ask);
    connect(&m_retry, &QTimer::timeout, this, &UserSearch::ask);
    connect(session, &Session::connectionChanged, this, [this](const ConnectionView &view) {
        if (m_state == State::Offline && view.phase == ConnectionPhase::Online)
            ask();
    });
}

void UserSearch::set(State state)
{
    m_state = state;
    emit changed();
}

void UserSearch::setQuery(const QString &username)
{
    if (username == m_query)
        return;
    m_query = username;
    m_settle.stop();
    m_retry.stop();
    if (username.isEmpty())
        return set(State::Idle);
    if (m_known.contains(username))
        return ask();
    m_settle.start();
    set(State::Typing);
}

void UserSearch::searchNow()
{
    if (m_query.isEmpty() || m_state == State::Searching || m_state == State::Found
        || m_state == State::NotFound)
        return;
    ask();
}

void UserSearch::ask()
{
    m_settle.stop();
    m_retry.stop();
    if (m_query.isEmpty())
        return;
    if (const auto known = m_known.constFind(m_query); known != m_known.cend()) {
        if (*known)
            m_contact = **known;
        return set(*known ? State::Found : State::NotFound);
    }
    set(State::Searching);
    if (m_asked == m_query)
        return;
    m_asked = m_query;
    whenDone(m_session->findUser(m_query), this,
        [this, query = m_query](const Outcome<Contact> &outcome) { answered(query, outcome); });
}

void UserSearch::answered(const QString &query, const Outcome<Contact> &outcome)
{
    if (m_asked == query)
        m_asked.clear();
    if (m_known.size() >= knownMax)
        m_known.clear();
    if (outcome)
        m_known.insert(query, *outcome);
    else if (outcome.error().code == ErrorCode::NotFound)
        m_known.insert(query, std::nullopt);
    if (query != m_query)
        return;
    if (m_known.contains(query))
        return ask();
    const auto &error = outcome.error();
    m_error = error.message;
    if (error.offline)
        return set(State::Offline);
    if (error.code == ErrorCode::Rate) {
        m_retry.start();
        return set(State::RateLimited);
    }
    set(State::Failed);
}

} // namespace confab
