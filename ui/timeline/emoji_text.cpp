#include "ui/timeline/emoji_text.h"

#include "ui/theme/typography.h"

#include <QTextBoundaryFinder>
#include <algorithm>
#include <array>
#include <utility>

namespace confab {
namespace {

using Range = std::pair<char32_t, char32_t>;

//! Shown as emoji without a variation selector (Unicode's Emoji_Presentation, the stretches that matter).
constexpr std::array presentation{Range{0x231a, 0x231b}, Range{0x23e9, 0x23ec}, Range{0x23f0, 0x23f0},
    Range{0x23f3, 0x23f3}, Range{0x25fd, 0x25fe}, Range{0x2614, 0x2615}, Range{0x2648, 0x2653},
    Range{0x267f, 0x267f}, Range{0x2693, 0x2693}, Range{0x26a1, 0x26a1}, Range{0x26aa, 0x26ab},
    Range{0x26bd, 0x26be}, Range{0x26c4, 0x26c5}, Range{0x26ce, 0x26ce}, Range{0x26d4, 0x26d4},
    Range{0x26ea, 0x26ea}, Range{0x26f2, 0x26f3}, Range{0x26f5, 0x26f5}, Range{0x26fa, 0x26fa},
    Range{0x26fd, 0x26fd}, Range{0x2705, 0x2705}, Range{0x270a, 0x270b}, Range{0x2728, 0x2728},
    Range{0x274c, 0x274c}, Range{0x274e, 0x274e}, Range{0x2753, 0x2755}, Range{0x2757, 0x2757},
    Range{0x2795, 0x2797}, Range{0x27b0, 0x27b0}, Range{0x27bf, 0x27bf}, Range{0x2b1b, 0x2b1c},
    Range{0x2b50, 0x2b50}, Range{0x2b55, 0x2b55}, Range{0x1f004, 0x1f004}, Range{0x1f0cf, 0x1f0cf},
    Range{0x1f18e, 0x1f18e}, Range{0x1f191, 0x1f19a}, Range{0x1f1e6, 0x1f1ff}, Range{0x1f201, 0x1f201},
    Range{0x1f21a, 0x1f21a}, Range{0x1f22f, 0x1f22f}, Range{0x1f232, 0x1f236}, Range{0x1f238, 0x1f23a},
    Range{0x1f250, 0x1f251}, Range{0x1f300, 0x1f320}, Range{0x1f32d, 0x1f335}, Range{0x1f337, 0x1f37c},
    Range{0x1f37e, 0x1f393}, Range{0x1f3a0, 0x1f3ca}, Range{0x1f3cf, 0x1f3d3}, Range{0x1f3e0, 0x1f3f0},
    Range{0x1f3f4, 0x1f3f4}, Range{0x1f3f8, 0x1f43e}, Range{0x1f440, 0x1f440}, Range{0x1f442, 0x1f4fc},
    Range{0x1f4ff, 0x1f53d}, Range{0x1f54b, 0x1f54e}, Range{0x1f550, 0x1f567}, Range{0x1f57a, 0x1f57a},
    Range{0x1f595, 0x1f596}, Range{0x1f5a4, 0x1f5a4}, Range{0x1f5fb, 0x1f64f}, Range{0x1f680, 0x1f6c5},
    Range{0x1f6cc, 0x1f6cc}, Range{0x1f6d0, 0x1f6d2}, Range{0x1f6d5, 0x1f6d7}, Range{0x1f6dc, 0x1f6df},
    Range{0x1f6eb, 0x1f6ec}, Range{0x1f6f4, 0x1f6fc}, Range{0x1f7e0, 0x1f7eb}, Range{0x1f7f0, 0x1f7f0},
    Range{0x1f90c, 0x1f93a}, Range{0x1f93c, 0x1f945}, Range{0x1f947, 0x1f9ff}, Range{0x1fa70, 0x1faff}};

//! Emoji only with U+FE0F after them.
constexpr std::array pictographs{Range{0x00a9, 0x00a9}, Range{0x00ae, 0x00ae}, Range{0x203c, 0x203c},
    Range{0x2049, 0x2049}, Range{0x2122, 0x2122}, Range{0x2139, 0x2139}, Range{0x2194, 0x21aa},
    Range{0x2300, 0x23ff}, Range{0x24c2, 0x24c2}, Range{0x25aa, 0x25fe}, Range{0x2600, 0x27bf},
    Range{0x2934, 0x2935}, Range{0x2b05, 0x2b55}, Range{0x3030, 0x3030}, Range{0x303d, 0x303d},
    Range{0x3297, 0x3299}, Range{0x1f000, 0x1faff}};

template <typename Table>
bool isIn(char32_t c, const Table &table)
{
    const auto it = std::lower_bound(table.begin(), table.end(), c,
        [](const Range &range, char32_t value) { return range.second < value; });
    return it != table.end() && it->first <= c;
}

bool isEmoji(const QList<uint> &cluster)
{
    const char32_t first = cluster.first();
    if (isIn(first, presentation))
        return true;
    const bool variant = cluster.contains(0xfe0f);
    if (variant && isIn(first, pictographs))
        return true;
    const bool keycap = cluster.last() == 0x20e3;
    return keycap && ((first >= U'0' && first <= U'9') || first == U'#' || first == U'*');
}

} // namespace

int emojiOnlyCount(QStringView text, int limit)
{
    text = text.trimmed();
    if (text.isEmpty() || text.size() > limit * 40)
        return 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), text.size());
    int count = 0;
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; start = end, end = finder.toNextBoundary()) {
        const auto cluster = text.mid(start, end - start);
        if (cluster.trimmed().isEmpty())
            continue;
        if (!isEmoji(cluster.toUcs4()) || ++count > limit)
            return 0;
    }
    return count;
}

QList<std::pair<int, int>> emojiVariants(QStringView text)
{
    QList<std::pair<int, int>> found;
    for (qsizetype i = text.indexOf(QChar(0xfe0f)); i > 0; i = text.indexOf(QChar(0xfe0f), i + 1)) {
        const qsizetype start = text[i - 1].isLowSurrogate() && i > 1 ? i - 2 : i - 1;
        found.append({int(start), int(i - start) + 1});
        if (found.size() == 500)
            break;
    }
    return found;
}

QFont emojiFont(const QFont &base)
{
    QFont font(base);
    auto families = interfaceFamilies();
    if (!families.isEmpty())
        families.prepend(families.takeLast());
    font.setFamilies(families);
    return font;
}

} // namespace confab
