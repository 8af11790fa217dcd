/// \file
/// Codes: the value of `ok_codes`.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <initializer_list>
#include <type_traits>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace arg {

/// Return codes that are no failure: integers, None, or an optional of these. It is a copy. `-N` is the end by signal
/// N.
class Codes {
public:
    /// An empty list throws ValueError when it is used.
    Codes() noexcept;
    Codes(std::initializer_list<Int> codes);
    /// Accepts any range of integers, and None: then 0 alone is no failure. \throws std::bad_alloc
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Codes, T>>>
    Codes(const T& list) : m_given(!detail::is_none<T>) {
        if constexpr (detail::is_optional<T>) // tested before ranges: in C++26 it is one
            *this = detail::or_none<Codes>(list);
        else if constexpr (detail::is_range<T> && !detail::is_text<T>)
            for (const auto& code : list)
                add(code);
        else
            static_assert(detail::is_none<T>, "subprocess: ok_codes takes a list of return codes, {0, 1}, or None");
    }
    Codes(const Codes& other);
    Codes(Codes&& other) noexcept;
    Codes& operator=(const Codes& other);
    Codes& operator=(Codes&& other) noexcept;
    ~Codes();

    /// \name Access
    /// \{
    /// `given()` is true unless it is None; `has()` is true for a code that is no failure; `begin()` and `end()` are
    /// the range of those that were given.
    bool given() const noexcept { return m_given; }
    bool has(int code) const noexcept;
    auto begin() const noexcept { return m_codes.begin(); }
    auto end() const noexcept { return m_codes.end(); }
    /// \}

private:
    void add(const Int& code);

    std::vector<Int> m_codes;
    bool m_given = true;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
