#pragma once

//! Sizes in logical pixels at 100 % (experience.md 5.1). What holds text is taken through Theme::px(), which follows
//! the text scale; lines and radii are used as they are.
namespace confab::metrics {

inline constexpr int windowMinWidth = 400, windowMinHeight = 520;
inline constexpr int windowWidth = 1100, windowHeight = 740;
inline constexpr int listWidth = 340, listMinWidth = 280, listMaxWidth = 540;
inline constexpr int listNarrowWidth = 72, listNarrowBelow = 260; //!< avatars only
inline constexpr int oneColumnBelow = 640;
inline constexpr int paneMinWidth = 380;
inline constexpr int infoWidth = 320;

inline constexpr int headerHeight = 56;
inline constexpr int searchHeight = 36;
inline constexpr int rowHeight = 70, rowInset = 4, rowRadius = 8, rowPadding = 12;
inline constexpr int compactRowHeight = 52;
inline constexpr int badgeHeight = 20, badgePadding = 6;
inline constexpr int onlineDot = 11, onlineRing = 2;
inline constexpr int tickWidth = 20, tickHeight = 11;

inline constexpr int avatarTiny = 20, avatarSmall = 28, avatarGroup = 34, avatarCompact = 36, avatarRow = 48;
inline constexpr int avatarProfile = 80, avatarInfo = 120;

inline constexpr int iconSize = 24, iconSmall = 20, iconTiny = 16, iconStroke10 = 15; //!< stroke in tenths
inline constexpr int iconButton = 40, composerButton = 44;
inline constexpr int buttonHeight = 36, buttonRadius = 8, fieldHeight = 40;

inline constexpr int bubbleRadius = 16, bubbleInnerRadius = 6;
inline constexpr int bubblePaddingX = 12, bubblePaddingTop = 7, bubblePaddingBottom = 8;
inline constexpr int bubbleSide = 16, bubbleMaxWidth = 520, bubbleMinWidth = 96;
inline constexpr int photoMinWidth = 120, cardPicture = 54;
inline constexpr int groupGap = 8, groupInnerGap = 2, gutter = 44;
inline constexpr int quoteHeight = 42, quoteBar = 3, quoteRadius = 4;
inline constexpr int unreadBarHeight = 30, jumpButton = 42;
inline constexpr int composerFieldMin = 40, composerFieldMax = 220, composerStrip = 48;

inline constexpr int scrollHit = 10, scrollThumb = 4, scrollThumbMin = 33;
inline constexpr int sheetNarrow = 360, sheetWide = 480, sheetRadius = 10, sheetPadding = 20;
inline constexpr int menuRadius = 8, menuRow = 34;

//! ms
inline constexpr int hoverTime = 120, fadeTime = 150, slideTime = 200, sheetTime = 180, highlightTime = 1400;

} // namespace confab::metrics
