#pragma once

#include "core/mls/leaf_node.h"

namespace confab::mls {

//! Section 12.1.8.1: one who may propose without being a member.
struct ExternalSender {
    Bytes signatureKey;
    Credential credential;

    void write(Writer &w) const
    {
        w.opaque(signatureKey);
        credential.write(w);
    }
    static ExternalSender read(Reader &r)
    {
        ExternalSender s;
        s.signatureKey = r.opaque();
        s.credential = Credential::read(r);
        return s;
    }
};

//! The external_senders extension; empty where it is absent, Malformed where it cannot be read.
[[nodiscard]] inline Outcome<std::vector<ExternalSender>> externalSendersOf(const Extensions &extensions)
{
    const auto data = findExtension(extensions, ExtensionType::ExternalSenders);
    if (!data)
        return std::vector<ExternalSender>();
    Reader r(*data);
    auto senders = r.vector<ExternalSender>();
    if (!r.ok() || !r.atEnd())
        return fail(ErrorKind::Malformed, "external_senders");
    return senders;
}

} // namespace confab::mls
