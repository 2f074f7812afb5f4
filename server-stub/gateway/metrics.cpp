#include "server-stub/gateway/metrics.h"

namespace confab::server {

void MetricsText::heading(QByteArrayView name, QByteArrayView help, QByteArrayView type)
{
    m_text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    m_text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
}

void MetricsText::single(QByteArrayView name, QByteArrayView help, QByteArrayView type, double value)
{
    heading(name, help, type);
    m_text.append(name).append(' ').append(QByteArray::number(value, 'g', 15)).append('\n');
}

void MetricsText::histogram(QByteArrayView name, QByteArrayView help, std::span<const double> bounds,
    std::span<const quint64> counts, double sum)
{
    heading(name, help, "histogram");
    quint64 total = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        total += counts[i];
        const QByteArray bound = i < bounds.size() ? QByteArray::number(bounds[i], 'g', 15) : QByteArray("+Inf");
        m_text.append(name).append("_bucket{le=\"").append(bound).append("\"} ");
        m_text.append(QByteArray::number(total)).append('\n');
    }
    m_text.append(name).append("_sum ").append(QByteArray::number(sum, 'g', 15)).append('\n');
    m_text.append(name).append("_count ").append(QByteArray::number(total)).append('\n');
}

} // namespace confab::server
