#include "environment.hpp"

#include <subprocess/args.hpp>
#include <subprocess/error.hpp>
#include <subprocess/secret.hpp>
#include <subprocess/shape.hpp>

#include "hidden_values.hpp"
#include "os/ask.hpp"
#include "raise.hpp"
#include "repr.hpp"
#include "revealed.hpp"

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

constexpr std::size_t least_slots = 16;

std::string variable_name(const EnvItem& item) {
    return checked_string(item.name, "a name in env");
}

std::string variable_value(const EnvItem& item) {
    if (item.value.is_null())
        refuse_null_pointer("env[" + repr(item.name.str()) + "]");
    return item.value.str();
}

void set_variable(const EnvItem& item, Environment& environment, HiddenValues& hidden) {
    const std::string name = variable_name(item);
    if (const Secret* const secret = item.value.secret()) {
        environment[name] = Revealed::shown(*secret);
        hidden.set(name, *secret);
    } else {
        environment[name] = variable_value(item);
        hidden.erase(name);
    }
}

void inherit_all(Environment& environment, HiddenValues& hidden) {
    const Environment ours = os_environ.copy();
    environment.update(ours);
    for (const auto& variable : ours)
        hidden.erase(variable.first);
}

void apply(const EnvItem& item, Environment& environment, HiddenValues& hidden) {
    using Kind = EnvItem::Kind;
    switch (item.kind) {
    case Kind::set:
        set_variable(item, environment, hidden);
        break;
    case Kind::remove:
        environment.erase(variable_name(item));
        hidden.erase(variable_name(item));
        break;
    case Kind::all_of:
        item.for_each([&](const EnvItem& one) { apply(one, environment, hidden); });
        break;
    case Kind::inherit_all:
        inherit_all(environment, hidden);
        break;
    }
}

} // namespace

} // namespace detail

Environment::Environment() noexcept = default;
Environment::Environment(const Environment& other) = default;
Environment::Environment(Environment&& other) noexcept = default;
Environment& Environment::operator=(const Environment& other) = default;
Environment& Environment::operator=(Environment&& other) noexcept = default;
Environment::~Environment() = default;

Environment::Environment(std::initializer_list<value_type> variables) {
    update(variables);
}

/// The slot of the variable, or the free slot where it belongs. There is always a free slot.
std::size_t Environment::slot_of(std::string_view name) const {
    const std::string wanted = detail::os::comparable_name(name);
    std::size_t slot = std::hash<std::string>()(wanted) % m_slots.size();
    while (m_slots[slot] != 0 && detail::os::comparable_name(m_variables[m_slots[slot] - 1].first) != wanted)
        slot = (slot + 1) % m_slots.size();
    return slot;
}

/// Makes room for one more variable. At most half of the slots are used, so that searches stay short.
void Environment::make_room() {
    if (m_slots.size() > 2 * m_variables.size())
        return;
    m_slots.assign(4 * m_variables.size() + detail::least_slots, 0);
    for (std::size_t i = 0; i < m_variables.size(); ++i)
        m_slots[slot_of(m_variables[i].first)] = i + 1;
}

const Environment::value_type* Environment::find(std::string_view name) const {
    const std::size_t number = m_slots.empty() ? 0 : m_slots[slot_of(name)];
    return number != 0 ? &m_variables[number - 1] : nullptr;
}

std::string& Environment::operator[](detail::Text name) {
    make_room();
    const std::size_t slot = slot_of(name);
    if (m_slots[slot] == 0) {
        m_variables.emplace_back(name, std::string());
        m_slots[slot] = m_variables.size();
    }
    return m_variables[m_slots[slot] - 1].second;
}

std::string Environment::get(detail::Text name, detail::Text otherwise) const {
    const value_type* variable = find(name);
    return variable != nullptr ? variable->second : std::string(otherwise);
}

bool Environment::erase(detail::Text name) {
    if (!contains(name))
        return false;
    std::size_t slot = slot_of(name);
    const std::size_t number = std::exchange(m_slots[slot], 0);
    m_variables.erase(m_variables.begin() + static_cast<std::ptrdiff_t>(number - 1));
    for (std::size_t& other : m_slots)
        other -= other > number ? 1 : 0;
    while (m_slots[slot = (slot + 1) % m_slots.size()] != 0) { // entries behind the gap may have to move into it
        const std::size_t moved = std::exchange(m_slots[slot], 0);
        m_slots[slot_of(m_variables[moved - 1].first)] = moved;
    }
    return true;
}

Environment os_environ_t::copy() const {
    Environment copied;
    for (const std::string& variable : detail::os::environment()) {
        const std::string_view name = detail::os::name_of(variable);
        if (name.size() == variable.size()) // no "="
            continue;
        if (name.empty()) // "=x" has no name
            copied[variable];
        else if (!copied.contains(name))
            copied[name] = variable.substr(name.size() + 1);
    }
    return copied;
}

namespace detail {

Environment resolve(const Env& items, HiddenValues& hidden) {
    Environment resolved;
    items.for_each([&](const EnvItem& item) { apply(item, resolved, hidden); });
    return resolved;
}

OwnedEnv::OwnedEnv(const Env& environment) {
    m_given = environment.given();
    m_each = [](const Env& self, EnvItem::Visitor visit, const void* context) {
        static_cast<const OwnedEnv&>(self).visit_all(visit, context);
    };
    if (!m_given)
        return;
    HiddenValues hidden;
    m_copy = resolve(environment, hidden);
    if (!hidden.empty())
        m_hidden = OpaqueCopy<HiddenValues>(new HiddenValues(std::move(hidden)));
}

void OwnedEnv::visit_all(EnvItem::Visitor visit, const void* context) const {
    visit(EnvItem(m_copy), context);
    if (!m_hidden)
        return;
    for (const auto& [name, value] : *m_hidden.get())
        visit(EnvItem(arg::Word(name), arg::Word(value)), context);
}

void destroy(SecretVariables* variables) noexcept {
    delete variables;
}

namespace {

std::string variable_of(const std::string& name, const std::string& value) {
    std::string variable = name + '=' + value;
    if (!name.empty() && os::name_of(variable) == name)
        return variable;
    if (!name.empty() && os::name_of(name).empty() && value.empty()) // os_environ keeps entries without a name this way
        return name;
    throw ValueError("illegal environment variable name");
}

} // namespace

std::vector<std::string> environment_strings(const Environment& environment, const HiddenValues& hidden) {
    std::vector<std::string> strings;
    strings.reserve(environment.size());
    for (const auto& [name, shown] : environment) {
        const Secret* const secret = hidden.find(name);
        const std::string& value = secret != nullptr ? Revealed::word(*secret) : shown;
        require_no_null_byte(name);
        require_no_null_byte(value);
        strings.push_back(variable_of(name, value));
    }
    return strings;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
