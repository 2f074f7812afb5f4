#pragma once

#include <QFont>
#include <QStringList>

namespace confab {

//! Every text on screen has one of these roles (experience.md 5.2). Sizes are logical px at 100 %.
enum class TextRole {
    Message, //!< 14/20
    ListName, //!< 14/20 semibold
    SenderName, //!< 13/18 semibold
    Preview, //!< 13/18
    Time, //!< 12/20, of list rows
    Meta, //!< 11.5/16, inside bubbles
    Header, //!< 15/20 semibold
    Subheader, //!< 12.5/16
    Page, //!< 20/26 semibold
    Body, //!< 14/20
    BodyMedium, //!< 14/20 medium: buttons, member names
    Label, //!< 13/18 medium
    Small, //!< 13/18
    Hint, //!< 12/16
    Badge, //!< 11.5/20 semibold
    Chip, //!< 12.5/28 medium
    Pill, //!< 12/17 medium: date and service rows
    MenuItem, //!< 13.5/20
    Code, //!< 12.5/18 monospace
    CodeLarge, //!< 16/22 monospace medium: link codes, safety numbers
    Count
};

struct TextStyle {
    qreal size;
    int lineHeight;
    QFont::Weight weight;
    bool monospace;
};
const TextStyle &textStyle(TextRole role);

//! The families to try: the desktop's UI font (or, where it only names an alias, the best of the installed ones), then
//! the colour emoji font. Asks the font database once.
QStringList interfaceFamilies();
QString monospaceFamily();

} // namespace confab
