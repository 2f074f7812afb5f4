#pragma once

#include "core/crypto/secret.h"
#include "core/profile/keyring.h"
#include "core/profile/profile_gate.h"

#include <chrono>

namespace confab {

//! How long a keyring is waited for.
struct KeyringPatience {
    std::chrono::milliseconds look {3'000}; //!< for whether there is one at all
    std::chrono::milliseconds answer {10'000};
    std::chrono::milliseconds prompt {120'000}; //!< where it first asks the user
};

//! The questions that a gate asks of a keyring. Each is answered exactly once: by the keyring, by the time-out, or by
//! `cancel`; a late answer is dropped. One question at a time, `look` apart.
class KeyringDesk : public QObject {
    Q_OBJECT
public:
    using Value = Secret<32>;
    template <typename T>
    using Answer = std::function<void(GateResult<T>)>;

    KeyringDesk(std::unique_ptr<Keyring> keyring, KeyringPatience patience);

    //! Without starting it where it does not run.
    void look(std::function<void(const KeyringFacts &)> answer);
    void read(const QByteArray &entry, Answer<Value> answer);
    //! Writes, reads back and compares: only what has passed may be relied on. Takes back what did not.
    void keep(const QByteArray &entry, const Value &value, Answer<Done> answer);
    //! Not where it would have to be unlocked for that, and not for long: what is left there opens nothing any more.
    void forget(const QByteArray &entry, std::function<void()> done);
    void cancel();

signals:
    void unlocked();

private:
    //! What `answer` is given by the first of: whoever calls the result, the time-out, and `cancel`.
    template <typename T>
    Answer<T> first(Answer<T> answer, std::chrono::milliseconds patience);
    //! Looks whether `question` makes sense and how long to wait for it, then asks it.
    template <typename T>
    void ask(std::function<void(Keyring::Answer<T>)> question, Answer<T> answer);

    std::unique_ptr<Keyring> m_keyring;
    KeyringPatience m_patience;
    std::function<void()> m_cancel; //!< ends the question that is open
};

} // namespace confab
