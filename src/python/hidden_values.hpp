// The secrets among the values of an environment.
#pragma once

#include <subprocess/secret.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class HiddenValues {
public:
    bool empty() const noexcept { return m_values.empty(); }
    auto begin() const noexcept { return m_values.begin(); }
    auto end() const noexcept { return m_values.end(); }

    /// Null if the value of `name` is no secret.
    const Secret* find(std::string_view name) const;

    void set(const std::string& name, const Secret& value);
    void erase(std::string_view name);

private:
    std::vector<std::pair<std::string, Secret>> m_values;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
