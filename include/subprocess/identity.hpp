/// \file
/// Values that name a user or groups: views that live as long as the call.
#pragma once

#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <type_traits>

namespace subprocess {
inline namespace v1 {

/// A user or a group: a number, a name, or None. Names are looked up when a child is started: LookupError.
class Id {
public:
    Id() = default;
    /// A string is a name. A `long` does not compile, since the None of X11 is one.
    Id(const char* name) : m_view(detail::view_of(name)) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Id, T>>> Id(const T& value) {
        if constexpr (detail::is_text<T>)
            m_view = detail::view_of_any(value);
        else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
            m_number = StrictInt(value);
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: a user or a group is a number, a name or None");
    }

    /// \name Access
    /// \{
    /// What was given; nothing is, when it is None.
    bool given() const { return is_name() || m_number.given(); }
    bool is_name() const { return m_view.given(); }
    std::string name() const { return m_view.str(); }
    const Int& number() const { return m_number; }
    /// \}

protected:
    detail::View m_view;
    Int m_number;
};

/// Groups, as numbers and names, or None; `{}` is a list, which leaves the child without supplementary groups.
class IdList {
public:
    /// Any range of numbers or of strings, which is looked at during the call and not copied.
    IdList() : m_given(true) {} // extra_groups = {} is an empty list, as in Python
    IdList(std::initializer_list<Id> ids) : m_given(true), m_size(ids.size()) {
        m_list = ids.begin();
        m_at = [](const IdList& self, std::size_t i) { return static_cast<const Id*>(self.m_list)[i]; };
    }
    template <class T, class = std::enable_if_t<!std::is_base_of_v<IdList, T>>> IdList(const T& list) {
        if constexpr (detail::is_text<T>)
            static_assert(detail::never<T>, "subprocess: extra_groups is a list, not a string");
        else if constexpr (detail::is_range<T>) {
            m_given = true;
            m_size = std::size(list);
            m_list = &list;
            m_at = [](const IdList& self, std::size_t i) {
                auto at = std::begin(*static_cast<const T*>(self.m_list));
                while (i-- > 0)
                    ++at;
                return Id(*at);
            };
        } else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: extra_groups takes a list of numbers and names, or None");
    }

    /// \name Access
    /// \{
    /// Whether it is a list and not None, how many groups there are, and one of them.
    bool given() const { return m_given; }
    std::size_t size() const { return m_size; }
    Id operator[](std::size_t i) const { return m_at(*this, i); }
    /// \}

protected:
    bool m_given = false;
    std::size_t m_size = 0;
    const void* m_list = nullptr;
    Id (*m_at)(const IdList& self, std::size_t i) = nullptr;
};

} // namespace v1
} // namespace subprocess
