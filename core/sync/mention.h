#pragma once

#include "core/sync/decryptor.h"

namespace confab {

//! Whether `text` names `username` as @username, in any case and as a word of its own: neither "@ada" in "@ada-b" nor the
//! one in "mail@ada" counts; what a sentence puts behind it ("@ada." or "@ada-") does not hide it. Pure.
[[nodiscard]] bool mentions(const QString &text, const QString &username);

//! Marks messages that name the owner, behind whatever opens them.
class MentionMarker final : public Decryptor {
public:
    //! `inner` outlives it.
    MentionMarker(Decryptor &inner, QString username)
        : m_inner(inner)
        , m_username(std::move(username))
    {
    }
    OpenedEvent open(const Event &event) override;

private:
    Decryptor &m_inner;
    QString m_username;
};

} // namespace confab
