/// \file
/// The environment of a child: replaced, extended, or with names removed.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class HiddenValues;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

class Environment;

namespace detail {
void destroy(HiddenValues* values) noexcept;
HiddenValues* copy_of(const HiddenValues& values);
} // namespace detail

/// The type of the constant `os_environ`; it has no other objects.
struct os_environ_t {
    /// Explicit, so that `{}` does not convert to it.
    explicit constexpr os_environ_t(int) {}

    /// Copies this process's environment, to change it and pass it on. The environment has no lock, so no other thread
    /// may call setenv meanwhile.
    ///
    /// If two entries have the same name, the first one counts, as in getenv. An entry without a `=` is left out, as in
    /// Python. On POSIX an entry that begins with a `=`, and so has no name, is kept whole, as a name without a value.
    /// \throws nothing but std::bad_alloc
    Environment copy() const;
};

#if defined(__ELF__) // hidden: see none.hpp
#pragma GCC visibility push(hidden)
#endif
/// This process's environment: `env = {os_environ, {"LC_ALL", "C"}, {"PAGER", None}}` inherits it with changes, like
/// Python's `{**os.environ, "LC_ALL": "C"}`.
inline constexpr os_environ_t os_environ{0};
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

/// An ordered list of variables: `auto e = os_environ.copy(); e["LC_ALL"] = "C"; run({"sort"}, env = e);`
///
/// Names are compared as the system compares them. Windows ignores case: `e["PATH"]` is the variable `Path`, and a
/// child sees it under the name that it had first.
///
/// The keyword `env` also takes any map or range of pairs of strings, `{{"A", "1"}, {"B", "2"}}`, `{}` for no variables
/// at all, `os_environ`, and `{os_environ, {"A", "1"}, {"B", None}, a_map}`, which inherits with changes. Later items
/// win, and values may be paths, or secrets: `{"TOKEN", secret(token)}`. Names and values are checked when a child is
/// started: an empty name, a `=` in a name, or a NUL byte anywhere throws ValueError. An Environment itself throws
/// nothing except std::bad_alloc and, for a null pointer, ValueError. Finding and adding a variable take constant time,
/// however many there are.
class Environment {
public:
    /// \name Iteration
    /// \{
    /// An Environment is a constant range of pairs of a name and a value.
    using value_type = std::pair<std::string, std::string>;
    using const_iterator = std::vector<value_type>::const_iterator;
    const_iterator begin() const noexcept { return m_variables.begin(); }
    const_iterator end() const noexcept { return m_variables.end(); }
    std::size_t size() const noexcept { return m_variables.size(); }
    bool empty() const noexcept { return m_variables.empty(); }
    /// \}

    // Defined in src/: inline, they would cost every file that includes this one the members of std::vector.
    /// An environment without variables, to be filled.
    Environment() noexcept;
    Environment(const Environment& other);
    Environment(Environment&& other) noexcept;
    Environment& operator=(const Environment& other);
    Environment& operator=(Environment&& other) noexcept;
    ~Environment();
    /// If two variables have the same name, the later one wins.
    Environment(std::initializer_list<value_type> variables);

    /// The value of `name`. If there is no such variable, adds an empty one.
    std::string& operator[](detail::Text name);
    /// Sets the variables of any map of strings, like Python's dict.update().
    template <class Map> void update(const Map& variables) {
        for (const auto& variable : variables)
            (*this)[variable.first] = arg::Word(variable.second).str();
    }
    /// Removes the variable `name`. \return true if there was one
    bool erase(detail::Text name);
    /// True if there is a variable `name`.
    bool contains(detail::Text name) const { return find(name) != nullptr; }
    /// A copy of the value of `name`, or of `otherwise` if there is no such variable.
    std::string get(detail::Text name, detail::Text otherwise = "") const;

private:
    const value_type* find(std::string_view name) const;
    std::size_t slot_of(std::string_view name) const;
    void make_room();

    std::vector<value_type> m_variables;
    std::vector<std::size_t> m_slots; ///< a hash table: the index of a variable plus 1, or 0 for an empty slot
};

namespace detail {

/// One item of `env = {...}`: a variable to set or to remove, a whole map, or this process's whole environment.
struct EnvItem {
    enum class Kind : unsigned char { set, remove, all_of, inherit_all };
    using Visitor = void (*)(const EnvItem& item, const void* context);

    EnvItem(const arg::Word& n, const arg::Word& v) : kind(Kind::set), name(n), value(v) {}
    EnvItem(const arg::Word& n, None_t) : kind(Kind::remove), name(n), value("") {}
    EnvItem(const arg::Word& n, std::nullopt_t) : EnvItem(n, None_t(0)) {}
    template <class T>
    EnvItem(const arg::Word& n, const std::optional<T>& v)
        : EnvItem(v.has_value() ? EnvItem(n, *v) : EnvItem(n, None_t(0))) {}
    EnvItem(os_environ_t) : kind(Kind::inherit_all), name(""), value("") {}
    template <class T> EnvItem(const T& variables) : kind(Kind::all_of), name(""), value(""), map(&variables) {
        static_assert(is_map<T>, "subprocess: an item of env is {\"NAME\", \"value\"}, {\"NAME\", None}, a map of "
                                 "strings, or os_environ");
        if constexpr (is_map<T>)
            each = [](const EnvItem& self, Visitor visit, const void* context) {
                for (const auto& variable : *static_cast<const T*>(self.map))
                    visit(EnvItem(variable.first, variable.second), context);
            };
    }

    /// Calls `visit(item)` for each variable of a map.
    template <class F> void for_each(const F& visit) const { each(*this, invoke<F, EnvItem>, &visit); }

    Kind kind;
    arg::Word name;
    arg::Word value;
    const void* map = nullptr;
    void (*each)(const EnvItem& self, Visitor visit, const void* context) = nullptr;
};

/// The value of `env`: a view of items or of a map, or None.
class Env {
public:
    Env() : m_given(true) {} // env = {} is an empty environment, as in Python
    Env(std::initializer_list<EnvItem> items) : m_given(true), m_count(items.size()) {
        m_items = items.begin();
        m_each = [](const Env& self, EnvItem::Visitor visit, const void* context) {
            for (std::size_t i = 0; i < self.m_count; ++i)
                visit(static_cast<const EnvItem*>(self.m_items)[i], context);
        };
    }
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Env, T>>> Env(const T& item) {
        if constexpr (is_map<T> || std::is_same_v<T, os_environ_t>) {
            m_given = true;
            m_items = &item;
            m_each = [](const Env& self, EnvItem::Visitor visit, const void* context) {
                visit(EnvItem(*static_cast<const T*>(self.m_items)), context);
            };
        } else if constexpr (is_optional<T>)
            *this = or_none<Env>(item);
        else if constexpr (!is_none<T>)
            static_assert(never<T>, "subprocess: env takes {{\"NAME\", \"value\"}, ...}, {os_environ, {\"NAME\", "
                                    "\"value\"}, ...}, a map of strings, or None");
    }

    bool given() const { return m_given; }
    /// Calls `visit(item)` for each item, in order.
    template <class F> void for_each(const F& visit) const {
        if (m_each != nullptr)
            m_each(*this, invoke<F, EnvItem>, &visit);
    }

protected:
    bool m_given = false;
    std::size_t m_count = 0;
    const void* m_items = nullptr;
    void (*m_each)(const Env& self, EnvItem::Visitor visit, const void* context) = nullptr;
};

/// The variables that `items` describes, with `os_environ` filled in. Names are checked later, when a child is started.
/// \param hidden is set to the values that are secrets, which are shown as `***`
Environment resolve(const Env& items, HiddenValues& hidden);

/// An Env with its own copy of the variables, for Options.
class OwnedEnv : public Env {
public:
    OwnedEnv() : OwnedEnv(Env()) {}
    OwnedEnv(std::initializer_list<EnvItem> items) : OwnedEnv(Env(items)) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Env, T>>>
    OwnedEnv(const T& map) : OwnedEnv(Env(map)) {}
    explicit OwnedEnv(const Env& env);

private:
    void visit_all(EnvItem::Visitor visit, const void* context) const;

    Environment m_copy;
    OpaqueCopy<HiddenValues> m_hidden;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
