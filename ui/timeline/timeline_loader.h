#pragma once

#include "core/session/session.h"

namespace confab {

//! Fetches stretches of one chat's timeline, at most one per side at a time. Answers for a chat that is no
//! longer shown are dropped.
class TimelineLoader : public QObject {
    Q_OBJECT
public:
    static constexpr int pageSize = 50;

    explicit TimelineLoader(Session *session, QObject *parent = nullptr);

    void setChat(const std::optional<ChatId> &chat); //!< forgets what is under way
    void open(const PageRequest &request);
    void before(Seq seq);
    void after(Seq seq);
    void reread(Seq low, Seq high);
    bool isOpening() const { return m_opening; }
    bool isBusyBefore() const { return m_before; }
    bool isBusyAfter() const { return m_after; }
    //! An answer is under way: it may show the store as it was before a change that came meanwhile.
    bool isBusy() const { return m_opening || m_before || m_after || m_rereads > 0; }

signals:
    void opened(const confab::PageRequest &request, const confab::Page &page);
    void openFailed(const confab::SessionError &error);
    void gotBefore(confab::Seq asked, const confab::Page &page);
    void gotAfter(confab::Seq asked, const confab::Page &page);
    void failed(bool before);
    void gotRange(confab::Seq low, confab::Seq high, const QList<confab::MessageRow> &rows);

private:
    Session *m_session;
    std::optional<ChatId> m_chat;
    quint64 m_generation = 0;
    bool m_opening = false;
    bool m_before = false;
    bool m_after = false;
    int m_rereads = 0;
};

} // namespace confab
