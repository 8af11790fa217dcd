#include "environment.hpp"

#include <subprocess/args.hpp>
#include <subprocess/error.hpp>

#include "errors.hpp"
#include "os/os.hpp"
#include "repr.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {

namespace {

auto same_name(std::string_view name) {
    return [name](const Environment::value_type& variable) { return variable.first == name; };
}

std::string variable_name(const detail::EnvItem& item) {
    return checked_string(item.name, "a name in env");
}

std::string variable_value(const detail::EnvItem& item) {
    if (item.value.is_null())
        detail::refuse_null_pointer("env[" + repr(item.name.str()) + "]");
    return item.value.str();
}

void apply(const detail::EnvItem& item, Environment& environment) {
    using Kind = detail::EnvItem::Kind;
    switch (item.kind) {
    case Kind::set:
        environment[variable_name(item)] = variable_value(item);
        break;
    case Kind::remove:
        environment.erase(variable_name(item));
        break;
    case Kind::all_of:
        item.for_each([&](const detail::EnvItem& one) { apply(one, environment); });
        break;
    case Kind::inherit_all:
        environment.update(os_environ.copy());
        break;
    }
}

} // namespace

Environment::Environment(std::initializer_list<value_type> variables) {
    update(variables);
}

const Environment::value_type* Environment::find(std::string_view name) const {
    const auto found = std::find_if(m_variables.begin(), m_variables.end(), same_name(name));
    return found != m_variables.end() ? &*found : nullptr;
}

std::string& Environment::operator[](detail::Text name) {
    const auto found = std::find_if(m_variables.begin(), m_variables.end(), same_name(name));
    return found != m_variables.end() ? found->second : m_variables.emplace_back(name, std::string()).second;
}

std::string Environment::get(detail::Text name, detail::Text otherwise) const {
    const value_type* variable = find(name);
    return variable != nullptr ? variable->second : std::string(otherwise);
}

bool Environment::erase(detail::Text name) {
    const auto found = std::find_if(m_variables.begin(), m_variables.end(), same_name(name));
    if (found == m_variables.end())
        return false;
    m_variables.erase(found);
    return true;
}

Environment os_environ_t::copy() const {
    Environment copied;
    for (const std::string& variable : os::environment()) {
        const std::size_t equals = variable.find('=', 1); // Windows has names that begin with one
        const std::string name = variable.substr(0, equals);
        const bool is_first = !copied.contains(name); // which counts, as in getenv
        if (equals != variable.npos && is_first)
            copied[name] = variable.substr(equals + 1);
    }
    return copied;
}

Environment detail::resolve(const Env& items) {
    Environment resolved;
    items.for_each([&](const EnvItem& item) { apply(item, resolved); });
    return resolved;
}

detail::OwnedEnv::OwnedEnv(const Env& environment) {
    m_given = environment.given();
    m_each = [](const Env& self, EnvItem::Visitor visit, const void* context) {
        visit(EnvItem(static_cast<const OwnedEnv&>(self).m_copy), context);
    };
    if (m_given)
        m_copy = resolve(environment);
}

std::vector<std::string> environment_strings(const Environment& environment) {
    std::vector<std::string> strings;
    strings.reserve(environment.size());
    for (const auto& [name, value] : environment) {
        require_no_null_byte(name);
        require_no_null_byte(value);
        if (name.empty() || name.find('=', 1) != name.npos) // what begins with one is Windows' business
            throw ValueError("illegal environment variable name");
        strings.push_back(std::string(name).append(1, '=').append(value));
    }
    return strings;
}

} // namespace v1
} // namespace subprocess
