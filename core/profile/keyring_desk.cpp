#include "core/profile/keyring_desk.h"

#include "core/profile/gate_errors.h"

#include <QTimer>

namespace confab {

namespace {

QString nameOf(const QByteArray &entry)
{
    return QStringLiteral("profile-") + QString::fromLatin1(entry.toHex());
}

} // namespace

KeyringDesk::KeyringDesk(std::unique_ptr<Keyring> keyring, KeyringPatience patience)
    : m_keyring(std::move(keyring))
    , m_patience(patience)
{
    connect(m_keyring.get(), &Keyring::unlocked, this, &KeyringDesk::unlocked);
}

void KeyringDesk::cancel()
{
    if (const auto end = std::exchange(m_cancel, nullptr))
        end();
}

template <typename T>
KeyringDesk::Answer<T> KeyringDesk::first(Answer<T> answer, std::chrono::milliseconds patience)
{
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    auto open = std::make_shared<Answer<T>>(std::move(answer));
    const Answer<T> end = [this, timer, open](GateResult<T> result) {
        if (!*open)
            return; // too late
        const auto waiting = std::exchange(*open, nullptr);
        timer->stop();
        timer->deleteLater();
        m_cancel = nullptr;
        waiting(std::move(result));
    };
    connect(timer, &QTimer::timeout, this, [end] { end(Failure {gateError(GateError::Kind::KeyringSilent)}); });
    timer->start(patience);
    m_cancel = [end] { end(Failure {gateError(GateError::Kind::Cancelled)}); };
    return end;
}

template <typename T>
void KeyringDesk::ask(std::function<void(Keyring::Answer<T>)> question, Answer<T> answer)
{
    const auto looked = first<KeyringFacts>(
        [this, question = std::move(question), answer = std::move(answer)](GateResult<KeyringFacts> facts) {
            if (!facts) {
                answer(Failure {facts.error()});
                return;
            }
            if (!facts->available) {
                answer(Failure {gateError(GateError::Kind::NoKeyring)});
                return;
            }
            const auto end = first<T>(answer, facts->mayPrompt ? m_patience.prompt : m_patience.answer);
            question([end](Result<T, KeyringError> result) {
                if (result)
                    end(std::move(result).value());
                else
                    end(Failure {gateError(result.error())});
            });
        },
        m_patience.look);
    m_keyring->look(Keyring::Wake::Yes, [looked](const KeyringFacts &facts) { looked(facts); });
}

void KeyringDesk::look(std::function<void(const KeyringFacts &)> answer)
{
    // Beside a question that may be open: not one that `cancel` ends.
    auto open = std::make_shared<std::function<void(const KeyringFacts &)>>(std::move(answer));
    const auto end = [open](const KeyringFacts &facts) {
        if (const auto waiting = std::exchange(*open, nullptr))
            waiting(facts);
    };
    QTimer::singleShot(m_patience.look, this, [end] { end({}); });
    m_keyring->look(Keyring::Wake::No, end);
}

void KeyringDesk::read(const QByteArray &entry, Answer<Value> answer)
{
    ask<SecretBytes>([this, entry](const Keyring::Answer<SecretBytes> &reply) { m_keyring->read(nameOf(entry), reply); },
        [answer = std::move(answer)](GateResult<SecretBytes> bytes) {
            if (!bytes) {
                answer(Failure {bytes.error()});
                return;
            }
            auto value = Value::fromBytes(bytes->view());
            if (value)
                answer(std::move(*value));
            else
                answer(Failure {gateError(GateError::Kind::KeyringWrong)});
        });
}

void KeyringDesk::keep(const QByteArray &entry, const Value &value, Answer<Done> answer)
{
    const auto kept = std::make_shared<const Value>(value.clone());
    const Answer<Done> end = [this, entry, answer = std::move(answer)](GateResult<Done> result) {
        if (!result)
            m_keyring->remove(nameOf(entry), [](Result<Done, KeyringError>) { /* whether it was there or not */ });
        answer(std::move(result));
    };
    const auto compare = [kept, end](GateResult<Value> back) {
        const bool lost = back ? !back->sameAs(*kept) : back.error().kind == GateError::Kind::KeyringMissing
                || back.error().kind == GateError::Kind::KeyringWrong;
        if (lost)
            end(Failure {gateError(GateError::Kind::KeyringForgets)});
        else if (!back)
            end(Failure {back.error()});
        else
            end(Done {});
    };
    ask<Done>(
        [this, entry, kept](const Keyring::Answer<Done> &reply) {
            m_keyring->write(nameOf(entry), SecretBytes(kept->view()), reply);
        },
        [this, entry, end, compare](GateResult<Done> written) {
            if (written)
                read(entry, compare);
            else
                end(std::move(written));
        });
}

void KeyringDesk::forget(const QByteArray &entry, std::function<void()> done)
{
    const auto end = first<Done>([done = std::move(done)](GateResult<Done>) { done(); }, m_patience.look);
    m_keyring->look(Keyring::Wake::No, [this, entry, end](const KeyringFacts &facts) {
        if (!facts.available || facts.locked)
            end(Done {});
        else
            m_keyring->remove(nameOf(entry), [end](Result<Done, KeyringError>) { end(Done {}); });
    });
}

} // namespace confab
