#include "../os.hpp"
#include "environment_block.hpp"

#include "text/wide.hpp"
#include "windows.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace os {

namespace {

std::wstring_view name_of(const std::wstring& variable) {
    return std::wstring_view(variable).substr(0, variable.find(L'=', 1)); // some begin with one, such as =C:
}

/// As the system compares names: without case, and without a locale.
int compare(std::wstring_view a, std::wstring_view b) {
    return ::CompareStringOrdinal(a.data(), static_cast<int>(a.size()), b.data(), static_cast<int>(b.size()), TRUE);
}

bool comes_before(const std::wstring& a, const std::wstring& b) {
    return compare(name_of(a), name_of(b)) == CSTR_LESS_THAN;
}

bool same_name(const std::wstring& a, const std::wstring& b) {
    return compare(name_of(a), name_of(b)) == CSTR_EQUAL;
}

} // namespace

std::wstring environment_block(const std::vector<std::string>& variables) {
    std::vector<std::wstring> sorted;
    sorted.reserve(variables.size());
    for (auto variable = variables.rbegin(); variable != variables.rend(); ++variable)
        sorted.push_back(widen(*variable));
    std::stable_sort(sorted.begin(), sorted.end(), comes_before); // of equal names the last is first now, and stays
    sorted.erase(std::unique(sorted.begin(), sorted.end(), same_name), sorted.end());

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

} // namespace os
} // namespace v1
} // namespace subprocess
