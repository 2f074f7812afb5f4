#pragma once

#include "core/profile/keyring.h"

#include <QHash>
#include <QTimer>
#include <memory>

namespace confab::test {

//! A keyring that behaves as a test wants. Its content outlives it, as a login's keyring outlives a program.
class FakeKeyring final : public Keyring {
public:
    enum class State {
        Ok,
        Locked,
        Missing, //!< takes what is written, and never has it
        WrongValue, //!< answers with another value than the one that was written
        Denied,
        Hangs, //!< never answers, not even whether it is there
        HangsLater, //!< says that it is there, and never answers to anything else
        ForgetsAfterRead, //!< gives back once what was written, then has it no more
        None,
    };
    //! What is shared by all the programs of one login.
    struct Login {
        State state = State::Ok;
        QHash<QString, QByteArray> entries;
        int writes = 0;
        int removals = 0;
    };
    using LoginPtr = std::shared_ptr<Login>;

    explicit FakeKeyring(LoginPtr login)
        : m_login(std::move(login))
    {
    }

    void look(Wake, std::function<void(const KeyringFacts &)> answer) override
    {
        if (m_login->state == State::Hangs)
            return;
        KeyringFacts facts;
        if (m_login->state != State::None)
            facts = {true, m_login->state == State::Locked, m_login->state == State::Locked, QStringLiteral("Fake Keyring")};
        soon([answer = std::move(answer), facts] { answer(facts); });
    }
    void read(const QString &entry, Answer<SecretBytes> answer) override
    {
        reply<SecretBytes>(std::move(answer), [this, entry]() -> Result<SecretBytes, KeyringError> {
            if (m_login->state == State::Missing || !m_login->entries.contains(entry))
                return Failure {KeyringError::Missing};
            QByteArray value = m_login->entries.value(entry);
            if (m_login->state == State::WrongValue)
                value[0] = char(value[0] ^ 1);
            if (m_login->state == State::ForgetsAfterRead)
                m_login->entries.remove(entry);
            return SecretBytes(value);
        });
    }
    void write(const QString &entry, const SecretBytes &value, Answer<Done> answer) override
    {
        reply<Done>(std::move(answer), [this, entry, bytes = value.view().toByteArray()]() -> Result<Done, KeyringError> {
            ++m_login->writes;
            m_login->entries.insert(entry, bytes);
            return Done {};
        });
    }
    void remove(const QString &entry, Answer<Done> answer) override
    {
        reply<Done>(std::move(answer), [this, entry]() -> Result<Done, KeyringError> {
            ++m_login->removals;
            m_login->entries.remove(entry);
            return Done {};
        });
    }

private:
    void soon(std::function<void()> what) { QTimer::singleShot(0, this, std::move(what)); }

    template <typename T>
    void reply(Answer<T> answer, std::function<Result<T, KeyringError>()> act)
    {
        if (m_login->state == State::Hangs || m_login->state == State::HangsLater)
            return;
        soon([this, answer = std::move(answer), act = std::move(act)] {
            if (m_login->state == State::None)
                answer(Failure {KeyringError::NoService});
            else if (m_login->state == State::Locked)
                answer(Failure {KeyringError::Locked});
            else if (m_login->state == State::Denied)
                answer(Failure {KeyringError::Denied});
            else
                answer(act());
        });
    }

    LoginPtr m_login;
};

} // namespace confab::test
