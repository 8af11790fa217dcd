// Values of keywords, checked.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/error.hpp>
#include <subprocess/values.hpp>

#include "python/raise.hpp"

#include <climits>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The value of keyword K; none if it was not given or is negative, which means the default in Python.
template <class K> std::optional<int> natural_number(const Keywords& keywords) {
    const arg::Int number = keywords.get<K>();
    if (!number.given())
        return {};
    if (!number.within(INT_MIN, INT_MAX))
        throw ValueError(std::string(K::spelling) + " does not fit an int");
    return number.value() < 0 ? std::nullopt : std::optional<int>(static_cast<int>(number.value()));
}

template <class K> std::optional<std::string> string_of(const Keywords& keywords) {
    const typename K::type* value = keywords.find<K>();
    if (value == nullptr || !value->given())
        return {};
    std::string text = value->str();
    require_no_null_byte(text);
    return text;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
