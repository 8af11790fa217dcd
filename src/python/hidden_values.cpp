#include "hidden_values.hpp"

#include <subprocess/environment.hpp>

#include "os/ask.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

auto position_of(const std::vector<std::pair<std::string, Secret>>& values, std::string_view name) {
    const std::string wanted = os::comparable_name(name);
    return std::find_if(values.begin(), values.end(),
                        [&](const auto& value) { return os::comparable_name(value.first) == wanted; });
}

} // namespace

const Secret* HiddenValues::find(std::string_view name) const {
    if (empty())
        return nullptr;
    const auto found = position_of(m_values, name);
    return found != m_values.end() ? &found->second : nullptr;
}

void HiddenValues::set(const std::string& name, const Secret& value) {
    erase(name);
    m_values.emplace_back(name, value);
}

void HiddenValues::erase(std::string_view name) {
    if (empty())
        return;
    if (const auto found = position_of(m_values, name); found != m_values.end())
        m_values.erase(found);
}

void destroy(HiddenValues* values) noexcept {
    delete values;
}

HiddenValues* copy_of(const HiddenValues& values) {
    return new HiddenValues(values);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
