#pragma once

#include <optional>
#include <utility>
#include <variant>

namespace confab {

//! Wraps an error so that `return Failure{e};` converts to any `Result<T, E>`.
template <typename E>
struct Failure {
    E error;
};
template <typename E>
Failure(E) -> Failure<E>;

//! A value or the reason why there is none: what std::expected of C++23 is, reduced to what this project uses.
//! Nothing in Confab throws across a module's border; what can fail returns one of these.
template <typename T, typename E>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    template <typename F>
    Result(Failure<F> failure)
        : m_state(std::in_place_index<1>, std::move(failure.error))
    {
    }

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T &value() & { return std::get<0>(m_state); }
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const E &error() const { return std::get<1>(m_state); }

    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    const T &operator*() const & { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

private:
    std::variant<T, E> m_state;
};

//! Success without a value.
struct Done {};

} // namespace confab
