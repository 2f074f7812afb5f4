#include "core/protocol/link_code.h"

#include <string_view>

namespace confab {

QString slotFromBits(quint64 bits)
{
    QString slot(slotCharacters, QChar());
    for (int i = slotCharacters - 1; i >= 0; --i, bits >>= 5)
        slot[i] = QLatin1Char(linkAlphabet[bits & 31]);
    return slot;
}

QString slotForPeople(const QString &slot)
{
    return slot.first(4) + QLatin1Char('-') + slot.sliced(4, 4) + QLatin1Char('-') + slot.sliced(8);
}

std::optional<QString> slotFromPeople(const QString &typed)
{
    constexpr qsizetype longest = 64; // generous for blanks and dashes, small for whatever was on the clipboard
    if (typed.size() > longest)
        return std::nullopt;
    QString slot;
    for (QChar c : typed) {
        if (c.isSpace() || c == QLatin1Char('-') || c == QChar(0x2010) || c == QChar(0x2011) || c == QChar(0x2013))
            continue;
        c = c.toUpper();
        if (c == QLatin1Char('O'))
            c = QLatin1Char('0');
        else if (c == QLatin1Char('I') || c == QLatin1Char('L'))
            c = QLatin1Char('1');
        if (c.unicode() > 127 || std::string_view(linkAlphabet).find(char(c.unicode())) == std::string_view::npos)
            return std::nullopt;
        slot += c;
    }
    return slot.size() == slotCharacters ? std::optional(slot) : std::nullopt;
}

} // namespace confab
