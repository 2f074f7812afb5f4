#pragma once

#include <QColor>
#include <array>

namespace confab {

//! The colours by what they are for. Values and comments: palette.cpp, one line each. No widget knows a literal colour.
enum class Token {
    BgWindow, BgPanel, BgChat, BgHover,
    BubbleIn, BubbleOut,
    TextPrimary, TextSecondary, TimeOut, Placeholder,
    TickRead, LinkIn, LinkOut,
    Accent, OnAccent, AccentText,
    RowSelected, RowSelectedText, RowSelectedSecondary,
    Badge, BadgeMuted, OnBadge,
    Danger, OnDanger, Online, Icon,
    ServiceFill, ServiceText,
    Name1, Name2, Name3, Name4, Name5, Name6, Name7, Name8,
    Divider, Edge, QuoteIn, QuoteOut, CodeIn, CodeOut,
    Field, FieldBorder, Track, Scroll,
    WaveIn, WaveOut, Tint, TintText, AccentOut,
    Highlight, Shadow, Overlay, WarnFill, WarnText,
    Count
};
inline constexpr std::size_t tokenCount = std::size_t(Token::Count);
inline constexpr int nameColors = 8;

//! What the user likes buttons, the open chat and badges to look like. High contrast has its own and only one.
enum class Accent { Blue, Teal, Green, Violet, Pink, Orange };
inline constexpr int accentCount = 6;
//! As settings keep it: "blue", "teal" …
const char *accentName(Accent accent);

enum class Scheme { Light, Dark, Contrast };

struct TokenInfo {
    Token token;
    const char *name; //!< as the design sheet writes it
    QRgb light;
    QRgb dark;
    QRgb contrast; //!< for systems that ask for high contrast: black ground, pure text
};

//! All tokens, in the order of the enumeration.
const std::array<TokenInfo, tokenCount> &tokenTable();
QColor colorOf(Token token, Scheme scheme, Accent accent = Accent::Blue);

//! WCAG 2.1 contrast ratio, 1 to 21. A translucent `text` is first laid over `ground`.
qreal contrastRatio(QColor text, QColor ground);
//! `part` of `top` (0 to 1) mixed into `ground`.
QColor mix(QColor top, QColor ground, qreal part);

} // namespace confab
