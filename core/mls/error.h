#pragma once

#include "core/protocol/result.h"

#include <string>
#include <string_view>

namespace confab::mls {

//! Why an operation was refused. The group's state is what it was before.
enum class ErrorKind {
    Malformed, //!< the bytes are not what the RFC's syntax says
    Unsupported, //!< a version, suite, credential or feature outside this profile (X.509, ReInit, branching)
    WrongGroup, //!< another group's id
    WrongEpoch, //!< too old, or not reached yet
    BadSignature,
    BadTag, //!< membership or confirmation tag
    BadTree, //!< parent hashes, unmerged leaves, duplicate keys, wrong tree hash
    BadLeaf, //!< a leaf node or KeyPackage that section 7.3 or 10.1 refuses
    BadProposal, //!< a proposal, or a list of them, that section 12.2 refuses
    BadCommit, //!< a commit that section 12.4.2 refuses
    CannotDecrypt, //!< wrong key, changed bytes
    TooOld, //!< a generation whose key is used or gone, or one too far ahead
    UnknownProposal, //!< a reference to a proposal that was not seen
    UnknownPsk,
    NotForUs, //!< a Welcome for other KeyPackages
    NotMember, //!< removed, or the leaf is blank
    Internal,
};

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string_view what; //!< for developers; a literal, without content
};

template <typename T>
using Outcome = Result<T, Error>;

inline Failure<Error> fail(ErrorKind kind, std::string_view what)
{
    return {Error {kind, what}};
}

} // namespace confab::mls
