#pragma once

#include <QByteArray>
#include <span>

namespace confab::server {

//! Writes the Prometheus text format. Names and labels are ours, never a user's.
class MetricsText {
public:
    void counter(QByteArrayView name, QByteArrayView help, quint64 value) { single(name, help, "counter", double(value)); }
    void gauge(QByteArrayView name, QByteArrayView help, double value) { single(name, help, "gauge", value); }
    //! `counts[i]` observations were at most `bounds[i]`, and above the bound before; the last count has no bound.
    void histogram(QByteArrayView name, QByteArrayView help, std::span<const double> bounds,
        std::span<const quint64> counts, double sum);

    QByteArray take() && { return std::move(m_text); }

private:
    void single(QByteArrayView name, QByteArrayView help, QByteArrayView type, double value);
    void heading(QByteArrayView name, QByteArrayView help, QByteArrayView type);
    QByteArray m_text;
};

} // namespace confab::server
