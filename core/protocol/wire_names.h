#pragma once

#include "core/protocol/kinds.h"

#include <array>
#include <string_view>
#include <utility>

//! The names that enumerations have on the wire.
namespace confab {

template <typename E>
struct EnumNames;

template <>
struct EnumNames<EventKind> {
    static constexpr std::array<std::string_view, 9> names {"msg", "edit", "react", "pin", "meta", "redact", "mls", "sys", "played"};
};
template <>
struct EnumNames<Enc> {
    static constexpr std::array<std::string_view, 2> names {"none", "mls"};
};
template <>
struct EnumNames<ChatKind> {
    static constexpr std::array<std::string_view, 3> names {"direct", "group", "self"};
};
template <>
struct EnumNames<Role> {
    static constexpr std::array<std::string_view, 2> names {"member", "admin"};
};
template <>
struct EnumNames<PresenceState> {
    static constexpr std::array<std::string_view, 3> names {"offline", "away", "active"};
};

template <typename E>
constexpr std::string_view enumName(E e)
{
    return EnumNames<E>::names[std::size_t(e)];
}

template <typename E>
constexpr bool enumFromName(std::string_view name, E &out)
{
    for (std::size_t i = 0; i < EnumNames<E>::names.size(); ++i) {
        if (EnumNames<E>::names[i] == name) {
            out = E(i);
            return true;
        }
    }
    return false;
}

} // namespace confab
