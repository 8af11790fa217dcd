#include "environment.hpp"
#include "os/ask.hpp"

#include "codecs/wide.hpp"
#include "os/windows/windows.hpp"

#include <subprocess/error.hpp>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Some names begin with a `=`, such as =C:, and end at the next `=`.
template <class View> View name_in(View variable) {
    return variable.substr(0, variable.find(typename View::value_type('='), 1));
}

/// The order that CreateProcess requires: by name, ignoring case and locale.
bool comes_before(std::wstring_view a, std::wstring_view b) {
    const auto [x, y] = std::pair(name_in(a), name_in(b));
    return ::CompareStringOrdinal(x.data(), static_cast<int>(x.size()), y.data(), static_cast<int>(y.size()), TRUE) ==
           CSTR_LESS_THAN;
}

/// Windows compares variable names by the upper-case table for file names, which has 16-bit units. So this maps one
/// unit at a time: given a whole string, LCMapStringEx would also map surrogate pairs.
wchar_t in_upper_case(wchar_t unit) {
    if (unit < 0x80)
        return unit >= L'a' && unit <= L'z' ? static_cast<wchar_t>(unit - L'a' + L'A') : unit;
    ::LCMapStringEx(LOCALE_NAME_INVARIANT, LCMAP_UPPERCASE, &unit, 1, &unit, 1, nullptr, nullptr, 0);
    return unit;
}

} // namespace

std::wstring environment_block(const std::vector<std::string>& variables) {
    std::vector<std::wstring> sorted;
    sorted.reserve(variables.size());
    for (const std::string& variable : variables)
        sorted.push_back(widen(variable));
    std::sort(sorted.begin(), sorted.end(), comes_before);

    std::wstring block;
    for (const std::wstring& variable : sorted)
        (block += variable) += L'\0';
    if (block.empty())
        block += L'\0';
    return block += L'\0';
}

std::vector<std::string> environment() {
    const std::unique_ptr<wchar_t, decltype(&::FreeEnvironmentStringsW)> block(::GetEnvironmentStringsW(),
                                                                               ::FreeEnvironmentStringsW);
    std::vector<std::string> copied;
    for (const wchar_t* next = block.get(); next != nullptr && *next != L'\0';) {
        const std::wstring_view variable = next;
        copied.push_back(narrow(variable));
        next += variable.size() + 1;
    }
    return copied;
}

std::string_view name_of(std::string_view variable) noexcept {
    return name_in(variable);
}

/// Not Python's upper(), which turns a sharp s into two letters.
std::string comparable_name(std::string_view name) {
    std::wstring wide;
    try {
        wide = widen(name);
    } catch (const UnicodeDecodeError&) {
        return std::string(name); // no variable can have this name; starting a child with it reports the error
    }
    std::transform(wide.begin(), wide.end(), wide.begin(), in_upper_case);
    return narrow(wide);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
