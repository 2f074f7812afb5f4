#pragma once

#include "core/crypto/secret.h"
#include "core/protocol/result.h"

#include <QObject>
#include <QString>
#include <functional>

namespace confab {

//! What is known of a keyring without asking it for anything.
struct KeyringFacts {
    bool available = false; //!< there is one, and it answers
    bool locked = false; //!< it has to be unlocked by the user first
    bool mayPrompt = false; //!< a question may put a window before the user, who needs time for it
    QString name; //!< "GNOME Keyring", "KWallet"; of an unknown one a general word; empty where there is none
};

enum class KeyringError : std::uint8_t {
    NoService, //!< none on this computer, or not in this login
    Locked,
    Missing, //!< it has no such entry
    Denied, //!< the user or the system said no, or the keyring failed
};

//! The store of secrets that belongs to a user's login. Asynchronous; a question may stay without an answer for ever:
//! whoever asks brings a time-out (KeyringDesk). Thread: that of the object, with an event loop.
class Keyring : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    template <typename T>
    using Answer = std::function<void(Result<T, KeyringError>)>;

    //! Whether a keyring that is installed and not running is started for this, or is taken to be there.
    enum class Wake : std::uint8_t { No, Yes };
    virtual void look(Wake wake, std::function<void(const KeyringFacts &)> answer) = 0;
    virtual void read(const QString &entry, Answer<SecretBytes> answer) = 0;
    virtual void write(const QString &entry, const SecretBytes &value, Answer<Done> answer) = 0;
    virtual void remove(const QString &entry, Answer<Done> answer) = 0;

signals:
    //! It was locked when it was last looked at, and no longer is.
    void unlocked();
};

} // namespace confab
