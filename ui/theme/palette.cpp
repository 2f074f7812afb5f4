#include "ui/theme/palette.h"

#include <cmath>
#include <optional>

namespace confab {

namespace {

// As the design sheet writes them: 0xRRGGBB, or 0xRRGGBBAA through rgba() for what is translucent.
constexpr QRgb rgb(quint32 v)
{
    return 0xff000000u | v;
}
constexpr QRgb rgba(quint32 v)
{
    return (v << 24) | (v >> 8);
}

using T = Token;
constexpr std::array<TokenInfo, tokenCount> table {{
    // areas
    {T::BgWindow, "bg.window", rgb(0xffffff), rgb(0x151d26), rgb(0x000000)}, // chat list, info column, dialogs, menus
    {T::BgPanel, "bg.panel", rgb(0xf4f6f8), rgb(0x1a232e), rgb(0x000000)}, // headers and composer
    {T::BgChat, "bg.chat", rgb(0xe9edf1), rgb(0x0e151d), rgb(0x000000)}, // behind the bubbles
    {T::BgHover, "bg.hover", rgb(0xeceff2), rgb(0x202c38), rgb(0x262626)}, // row or button under the pointer
    {T::BubbleIn, "bubble.in", rgb(0xffffff), rgb(0x1d2833), rgb(0x141414)}, // others' messages
    {T::BubbleOut, "bubble.out", rgb(0xd9efd0), rgb(0x25496b), rgb(0x00305e)}, // own messages
    // text
    {T::TextPrimary, "text.primary", rgb(0x14191f), rgb(0xeef2f6), rgb(0xffffff)}, // names, messages, labels
    {T::TextSecondary, "text.secondary", rgb(0x55606b), rgb(0x98a6b5), rgb(0xe6e6e6)}, // previews, times, hints
    {T::TimeOut, "time.out", rgb(0x41633a), rgb(0xb3cbe2), rgb(0xffffff)}, // time and ticks inside own bubbles
    {T::Placeholder, "placeholder", rgb(0x6b7580), rgb(0x8593a1), rgb(0xcccccc)}, // in empty fields
    {T::TickRead, "tick.read", rgb(0x0a68a8), rgb(0x8fd0ff), rgb(0x7fd4ff)}, // the two checks of a read message
    {T::LinkIn, "link.in", rgb(0x0f66a8), rgb(0x7cc0f5), rgb(0x8fd8ff)}, // links in others' bubbles
    {T::LinkOut, "link.out", rgb(0x0b5c9a), rgb(0x7cc0f5), rgb(0xa6e0ff)}, // links in own bubbles
    // accent
    {T::Accent, "accent", rgb(0x1f74b8), rgb(0x2f77b8), rgb(0xffe14d)}, // primary buttons, switches that are on
    {T::OnAccent, "on.accent", rgb(0xffffff), rgb(0xffffff), rgb(0x000000)}, // text and icons on accent
    {T::AccentText, "accent.text", rgb(0x1f74b8), rgb(0x5aa9e6), rgb(0xffe14d)}, // accent as text, focus ring
    {T::RowSelected, "row.selected", rgb(0x1f74b8), rgb(0x2b5f8f), rgb(0xffe14d)}, // the open chat
    {T::RowSelectedText, "row.selected-text", rgb(0xffffff), rgb(0xffffff), rgb(0x000000)}, // its name
    {T::RowSelectedSecondary, "row.selected-secondary", rgb(0xffffff), rgb(0xd3e6f6), rgb(0x000000)}, // its preview, time
    {T::Badge, "badge", rgb(0x1f74b8), rgb(0x2f77b8), rgb(0xffe14d)}, // unread counts
    {T::BadgeMuted, "badge.muted", rgb(0x66717c), rgb(0x4a5866), rgb(0xbfbfbf)}, // of muted chats; switches that are off
    {T::OnBadge, "on.badge", rgb(0xffffff), rgb(0xffffff), rgb(0x000000)}, // the number
    // states
    {T::Danger, "danger", rgb(0xc4362d), rgb(0xff7b72), rgb(0xff9a94)}, // errors, drafts, what destroys
    {T::OnDanger, "on.danger", rgb(0xffffff), rgb(0x1a0f0e), rgb(0x000000)}, // "!" on the failed glyph
    {T::Online, "online", rgb(0x2a7d2e), rgb(0x6fcf74), rgb(0x7dff85)}, // dot, "online", confirmations
    {T::Icon, "icon", rgb(0x5f6b77), rgb(0x98a6b5), rgb(0xffffff)}, // icons at rest
    {T::ServiceFill, "service.fill", rgb(0x5b6b7a), rgb(0x24303d), rgb(0x333333)}, // date pills, system rows
    {T::ServiceText, "service.text", rgb(0xffffff), rgb(0xe3eaf1), rgb(0xffffff)}, // their text
    // people, by hash of the id
    {T::Name1, "name.1", rgb(0xb3362b), rgb(0xff8a80), rgb(0xffa39b)},
    {T::Name2, "name.2", rgb(0xa8530b), rgb(0xffb067), rgb(0xffc48a)},
    {T::Name3, "name.3", rgb(0x7a5c00), rgb(0xe8c75a), rgb(0xf5da80)},
    {T::Name4, "name.4", rgb(0x2d7a1f), rgb(0x7fd67f), rgb(0x9cf09c)},
    {T::Name5, "name.5", rgb(0x0f7583), rgb(0x5fd0df), rgb(0x83e8f5)},
    {T::Name6, "name.6", rgb(0x1f6bb0), rgb(0x6cbcf5), rgb(0x94d2ff)},
    {T::Name7, "name.7", rgb(0x7440c4), rgb(0xbd9bff), rgb(0xd0b8ff)},
    {T::Name8, "name.8", rgb(0xb02f68), rgb(0xff85b3), rgb(0xffa8c9)},
    // lines and grounds
    {T::Divider, "divider", rgb(0xdde3e8), rgb(0x243140), rgb(0x8c8c8c)}, // 1-px lines between areas
    {T::Edge, "edge", rgba(0x0000001f), rgba(0x0000004d), rgba(0xffffff99)}, // 1-px lower edge of bubbles, chips
    {T::QuoteIn, "quote.in", rgb(0xf1f4f7), rgb(0x17212b), rgb(0x000000)}, // quote inside others' bubbles
    {T::QuoteOut, "quote.out", rgb(0xebf7e5), rgb(0x1e3d5b), rgb(0x001f3d)}, // the same inside own ones
    {T::CodeIn, "code.in", rgb(0xf1f4f7), rgb(0x151e28), rgb(0x000000)}, // code block
    {T::CodeOut, "code.out", rgb(0xebf7e5), rgb(0x1e3d5b), rgb(0x001f3d)}, // code block
    {T::Field, "field", rgb(0xffffff), rgb(0x1d2833), rgb(0x000000)}, // ground of inputs
    {T::FieldBorder, "field.border", rgb(0xd3dae1), rgb(0x2c3a48), rgb(0xffffff)}, // their 1-px border
    {T::Track, "track", rgb(0xd5dde4), rgb(0x2c3a48), rgb(0x8c8c8c)}, // slider, progress
    {T::Scroll, "scroll", rgba(0x0000003d), rgba(0xffffff3d), rgba(0xffffffcc)}, // scroll thumb
    {T::WaveIn, "wave.in", rgb(0xa9bccd), rgb(0x4b5d6f), rgb(0x8c8c8c)}, // waveform, not yet played
    {T::WaveOut, "wave.out", rgb(0x93b98a), rgb(0x5f83a6), rgb(0x8cb4d9)}, // the same in own bubbles
    {T::Tint, "tint", rgb(0xe4eff8), rgb(0x1d3a54), rgb(0x3d3600)}, // pale accent: own reaction, active icon, role tag
    {T::TintText, "tint.text", rgb(0x14558a), rgb(0x9fd0f7), rgb(0xffe14d)}, // text on tint, accent text on hover
    {T::AccentOut, "accent.out", rgb(0x2f7a3d), rgb(0x8fd0ff), rgb(0xffe14d)}, // played waveform in own bubbles
    {T::Highlight, "highlight", rgba(0x1f74b826), rgba(0x5aa9e62e), rgba(0xffe14d40)}, // jump target, open menu
    {T::Shadow, "shadow", rgba(0x0f1a2438), rgba(0x00000066), rgba(0x00000000)}, // the one cached shadow
    {T::Overlay, "overlay", rgba(0x0a0f1480), rgba(0x05080ba6), rgba(0x000000bf)}, // under dialogs
    {T::WarnFill, "warn.fill", rgb(0xfdf3d8), rgb(0x3a3116), rgb(0xffe14d)}, // connection banner
    {T::WarnText, "warn.text", rgb(0x6b4e00), rgb(0xf0d489), rgb(0x000000)}, // its text
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < tokenCount; ++i) {
        if (std::size_t(table[i].token) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "a token's row is its index");

//! What the other accents put in the place of blue. As with blue: white stands on accent, badge and row.
struct AccentColors {
    QRgb accent;
    QRgb text; //!< accent as text on windows and panels
    QRgb row;
    QRgb rowSecondary;
    QRgb tint;
    QRgb tintText;
};
struct AccentInfo {
    AccentColors light;
    AccentColors dark;
};
constexpr std::array<AccentInfo, accentCount - 1> accents {{
    // teal
    {{rgb(0x0f7583), rgb(0x0f7583), rgb(0x0f7583), rgb(0xffffff), rgb(0xe2eef0), rgb(0x0c5e69)},
        {rgb(0x107f8e), rgb(0x5fd0df), rgb(0x0d6672), rgb(0xd7f3f7), rgb(0x24414b), rgb(0x90dfe9)}},
    // green
    {{rgb(0x2d7a1f), rgb(0x2d7a1f), rgb(0x2d7a1f), rgb(0xffffff), rgb(0xe6efe4), rgb(0x246219)},
        {rgb(0x318422), rgb(0x7fd67f), rgb(0x276a1b), rgb(0xdff5df), rgb(0x2a4238), rgb(0xa4e2a4)}},
    // violet
    {{rgb(0x7440c4), rgb(0x7440c4), rgb(0x7440c4), rgb(0xffffff), rgb(0xeee8f8), rgb(0x6837b3)},
        {rgb(0x885bcc), rgb(0xbd9bff), rgb(0x713cc3), rgb(0xeee6ff), rgb(0x373651), rgb(0xd7c2ff)}},
    // pink
    {{rgb(0xb02f68), rgb(0xb02f68), rgb(0xb02f68), rgb(0xffffff), rgb(0xf6e6ed), rgb(0x972859)},
        {rgb(0xca3a7a), rgb(0xff85b3), rgb(0xa52c62), rgb(0xffe0ec), rgb(0x443242), rgb(0xffb8d3)}},
    // orange
    {{rgb(0xa8530b), rgb(0xa8530b), rgb(0xa8530b), rgb(0xffffff), rgb(0xf5eae2), rgb(0x884309)},
        {rgb(0xb65a0c), rgb(0xffb067), rgb(0x92480a), rgb(0xffebd9), rgb(0x443a33), rgb(0xffc691)}},
}};

//! Its own colour, where the accent has one for `token`.
std::optional<QRgb> accentColor(const AccentColors &colors, Token token)
{
    switch (token) {
    case Token::Accent:
    case Token::Badge:
        return colors.accent;
    case Token::AccentText:
        return colors.text;
    case Token::RowSelected:
        return colors.row;
    case Token::RowSelectedSecondary:
        return colors.rowSecondary;
    case Token::Tint:
        return colors.tint;
    case Token::TintText:
        return colors.tintText;
    default:
        return std::nullopt;
    }
}

qreal channel(qreal c)
{
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

qreal luminance(QColor c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

} // namespace

const char *accentName(Accent accent)
{
    constexpr std::array names {"blue", "teal", "green", "violet", "pink", "orange"};
    static_assert(names.size() == accentCount);
    return names[std::size_t(accent)];
}

const std::array<TokenInfo, tokenCount> &tokenTable()
{
    return table;
}

QColor colorOf(Token token, Scheme scheme, Accent accent)
{
    if (accent != Accent::Blue && scheme != Scheme::Contrast) {
        const AccentInfo &info = accents[std::size_t(accent) - 1];
        const AccentColors &colors = scheme == Scheme::Light ? info.light : info.dark;
        if (const auto own = accentColor(colors, token))
            return QColor::fromRgba(*own);
        if (token == Token::Highlight) {
            QColor highlight = QColor::fromRgba(colors.text);
            highlight.setAlpha(colorOf(token, scheme).alpha());
            return highlight;
        }
    }
    const TokenInfo &row = table[std::size_t(token)];
    switch (scheme) {
    case Scheme::Light:
        return QColor::fromRgba(row.light);
    case Scheme::Dark:
        return QColor::fromRgba(row.dark);
    case Scheme::Contrast:
        break;
    }
    return QColor::fromRgba(row.contrast);
}

QColor mix(QColor top, QColor ground, qreal part)
{
    const auto blend = [part](float a, float b) { return float(a * part + b * (1 - part)); };
    return QColor::fromRgbF(blend(top.redF(), ground.redF()), blend(top.greenF(), ground.greenF()),
        blend(top.blueF(), ground.blueF()));
}

qreal contrastRatio(QColor text, QColor ground)
{
    if (text.alpha() < 255)
        text = mix(text, ground, text.alphaF());
    const qreal a = luminance(text) + 0.05;
    const qreal b = luminance(ground) + 0.05;
    return a > b ? a / b : b / a;
}

} // namespace confab
