#pragma once

#include <QString>
#include <optional>

//! The slot of a link in the two forms that people and machines see (protocol section 9).
namespace confab {

//! Crockford's base32: no I, L, O, U, so that a code read aloud or copied by hand has one spelling.
inline constexpr char linkAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr int slotCharacters = 12; //!< 60 bits

//! The slot that stands for the lowest 60 of `bits`.
QString slotFromBits(quint64 bits);
//! As it is shown: 7QF2-9KDM-XW4R. `slot` must be one.
QString slotForPeople(const QString &slot);
//! What a person typed, as the slot it means: any case, with or without dashes and blanks, O for 0, I and L for 1.
//! None where it is not twelve characters of the alphabet.
std::optional<QString> slotFromPeople(const QString &typed);

} // namespace confab
