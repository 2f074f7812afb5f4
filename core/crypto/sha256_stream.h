#pragma once

#include "core/protocol/ids.h"

#include <memory>

namespace confab {

//! SHA-256 of what comes in pieces. OpenSSL's, which uses the processor's own instructions: libsodium's takes five times
//! as long, and every byte of a transfer goes through here.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(Sha256Stream &&) noexcept;
    Sha256Stream &operator=(Sha256Stream &&) noexcept;

    void add(QByteArrayView bytes);
    [[nodiscard]] PublicKey result(); //!< once; nothing may be added after it

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace confab
