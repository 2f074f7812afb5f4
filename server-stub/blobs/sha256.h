#pragma once

#include "core/protocol/ids.h"

#include <memory>
#include <span>

struct evp_md_ctx_st;

namespace confab::server {

//! A running SHA-256, by OpenSSL: it uses the processor's own instructions, which libsodium's and Qt's do not.
class Sha256 {
public:
    Sha256();
    void add(std::span<const char> bytes);
    //! Of everything added; begins anew.
    PublicKey take();

private:
    struct Free {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

} // namespace confab::server
