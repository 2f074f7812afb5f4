#include "ui/timeline/mosaic.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace confab {
namespace {

constexpr int minSide = 120;
constexpr int minHeight = 80;

//! Width over height, within what still looks like a picture once it is cropped.
double shapeOf(QSize size, double least, double most)
{
    if (size.width() <= 0 || size.height() <= 0)
        return 1;
    return std::clamp(double(size.width()) / size.height(), least, most);
}

QRect single(QSize size, int width, int maxHeight)
{
    const double shape = shapeOf(size, 0.3, 4);
    // Never larger than it is, unless it is tiny.
    int w = size.width() > 0 ? std::min(width, std::max(size.width(), minSide)) : width;
    int h = int(std::lround(w / shape));
    if (h > maxHeight) {
        h = maxHeight;
        w = std::max(minSide, int(std::lround(h * shape)));
    }
    return {0, 0, std::min(w, width), std::max(h, minHeight)};
}

//! A row from `x` on, as wide as `width`, each as wide as its shape asks for.
void addRow(QList<QRect> &out, const std::vector<double> &shapes, size_t from, size_t to, QRect row, int gap)
{
    double sum = 0;
    for (size_t i = from; i < to; ++i)
        sum += shapes[i];
    const int room = row.width() - gap * int(to - from - 1);
    int x = row.left();
    double taken = 0;
    for (size_t i = from; i < to; ++i) {
        taken += shapes[i];
        const int right = i + 1 == to ? row.left() + row.width()
                                      : row.left() + int(std::lround(room * taken / sum)) + gap * int(i - from);
        out.append({x, row.top(), right - x, row.height()});
        x = right + gap;
    }
}

//! The first at the left, the others in a column beside it.
QList<QRect> leftAndColumn(const std::vector<double> &shapes, int width, int height, int gap)
{
    const int left = int(std::lround((width - gap) * (shapes.size() == 3 ? 0.63 : 0.68)));
    QList<QRect> out{{0, 0, left, height}};
    const int count = int(shapes.size()) - 1;
    const int room = height - gap * (count - 1);
    int y = 0;
    for (int i = 0; i < count; ++i) {
        const int bottom = room * (i + 1) / count + gap * i;
        out.append({left + gap, y, width - left - gap, bottom - y});
        y = bottom + gap;
    }
    return out;
}

double rowHeight(const std::vector<double> &shapes, size_t from, size_t to, int width, int gap)
{
    double sum = 0;
    for (size_t i = from; i < to; ++i)
        sum += shapes[i];
    return (width - gap * double(to - from - 1)) / sum;
}

//! Ends of the rows such that their heights are as near to `ideal` as can be.
std::vector<size_t> breakRows(const std::vector<double> &shapes, int width, int gap, double ideal, size_t perRow)
{
    const size_t n = shapes.size();
    std::vector<double> cost(n + 1, 1e18);
    std::vector<size_t> previous(n + 1, 0);
    cost[0] = 0;
    for (size_t to = 1; to <= n; ++to) {
        for (size_t count = 1; count <= std::min(perRow, to); ++count) {
            const double off = rowHeight(shapes, to - count, to, width, gap) - ideal;
            const double total = cost[to - count] + off * off + (count == 1 ? ideal * ideal * 0.3 : 0);
            if (total < cost[to]) {
                cost[to] = total;
                previous[to] = to - count;
            }
        }
    }
    std::vector<size_t> ends;
    for (size_t at = n; at > 0; at = previous[at])
        ends.insert(ends.begin(), at);
    return ends;
}

QList<QRect> rows(const std::vector<double> &shapes, const std::vector<size_t> &ends, int width, int maxHeight, int gap)
{
    std::vector<double> heights;
    double sum = 0;
    size_t from = 0;
    for (const size_t end : ends) {
        heights.push_back(std::clamp(rowHeight(shapes, from, end, width, gap), width * 0.16, width * 0.75));
        sum += heights.back();
        from = end;
    }
    const double room = maxHeight - gap * double(ends.size() - 1);
    const double scale = std::min(1.0, room / sum);
    QList<QRect> out;
    int y = 0;
    from = 0;
    for (size_t i = 0; i < ends.size(); ++i) {
        const int height = std::max(1, int(heights[i] * scale));
        addRow(out, shapes, from, ends[i], {0, y, width, height}, gap);
        y += height + gap;
        from = ends[i];
    }
    return out;
}

} // namespace

QList<QRect> mosaic(const QList<QSize> &sizes, int width, int maxHeight, int gap)
{
    if (sizes.isEmpty())
        return {};
    if (sizes.size() == 1)
        return {single(sizes.first(), width, maxHeight)};
    std::vector<double> shapes;
    for (const auto &size : sizes)
        shapes.push_back(shapeOf(size, 0.66, 1.8));
    const bool wideFirst = shapes.front() > 1.35;
    switch (sizes.size()) {
    case 2:
        return rows(shapes, wideFirst && shapes[1] > 1.35 ? std::vector<size_t>{1, 2} : std::vector<size_t>{2}, width,
            maxHeight, gap);
    case 3:
    case 4: {
        if (wideFirst)
            return rows(shapes, {1, shapes.size()}, width, maxHeight, gap);
        const int height = std::clamp(int(width * 0.63 / shapes.front()), width / 2, maxHeight);
        return leftAndColumn(shapes, width, height, gap);
    }
    default:
        return rows(shapes, breakRows(shapes, width, gap, width * 0.36, sizes.size() > 8 ? 4 : 3), width, maxHeight, gap);
    }
}

} // namespace confab
