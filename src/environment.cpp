#include "environment.hpp"

#include <subprocess/args.hpp>
#include <subprocess/error.hpp>

#include "errors.hpp"
#include "os/os.hpp"

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

} // namespace

Environment::Environment(std::initializer_list<value_type> variables) {
    for (const value_type& variable : variables)
        (*this)[variable.first] = variable.second;
}

const Environment::value_type* Environment::find(std::string_view name) const {
    const auto found = std::find_if(m_variables.begin(), m_variables.end(), same_name(name));
    return found != m_variables.end() ? &*found : nullptr;
}

std::string& Environment::operator[](std::string_view name) {
    const auto found = std::find_if(m_variables.begin(), m_variables.end(), same_name(name));
    return found != m_variables.end() ? found->second : m_variables.emplace_back(name, std::string()).second;
}

std::string Environment::get(std::string_view name, std::string_view otherwise) const {
    const value_type* variable = find(name);
    return variable != nullptr ? variable->second : std::string(otherwise);
}

bool Environment::erase(std::string_view name) {
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
        if (equals != variable.npos)
            copied[std::string_view(variable).substr(0, equals)] = variable.substr(equals + 1);
    }
    return copied;
}

Environment detail::resolve(const Env& items) {
    Environment resolved;
    items.each(&resolved, [](void* context, const EnvItem& item) {
        Environment& environment = *static_cast<Environment*>(context);
        switch (item.kind) {
        case EnvItem::Kind::set:
            environment[item.name.str()] = item.value.str();
            break;
        case EnvItem::Kind::remove:
            environment.erase(item.name.str());
            break;
        case EnvItem::Kind::inherit_all:
            for (const auto& [name, value] : os_environ.copy())
                environment[name] = value;
            break;
        }
    });
    return resolved;
}

detail::OwnedEnv::OwnedEnv(const Env& environment) {
    m_given = environment.given();
    m_each = [](const Env& self, void* context, Visit visit) {
        for (const auto& [name, value] : static_cast<const OwnedEnv&>(self).m_copy)
            visit(context, EnvItem(name, value));
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
