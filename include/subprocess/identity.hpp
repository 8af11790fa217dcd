/// \file
/// Values that name a user or groups. They are views, and live as long as the call.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace arg {

/// A user or a group: a number, a name, None, or an optional of these. Names are looked up when a child is started; an
/// unknown one throws LookupError.
class Id {
public:
    Id() = default;
    /// A string is a name. A `long` does not compile, because X11's None is one.
    Id(const char* name) : m_view(detail::view_of_any(name)) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Id, T>>> Id(const T& value) {
        if constexpr (detail::is_text<T>)
            m_view = detail::view_of_any(value);
        else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
            m_number = StrictInt(value);
        else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Id>(value);
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: a user or a group is a number, a name or None");
    }

    /// \name Access
    /// \{
    /// The name or number that was given; None is neither. A null pointer throws ValueError when the name is used.
    bool given() const { return is_name() || m_number.given(); }
    bool is_name() const { return m_view.given(); }
    bool is_null() const { return m_view.is_null(); }
    std::string name() const { return m_view.str(); }
    const Int& number() const { return m_number; }
    /// \}

protected:
    detail::View m_view;
    Int m_number;
};

/// Groups, as numbers and names, None, or an optional of them. `{}` is an empty list and leaves the child without
/// supplementary groups.
class IdList {
public:
    /// Accepts any range of numbers or of strings; the call reads the range and does not copy it.
    IdList() : m_given(true) {} // extra_groups = {} is an empty list, as in Python
    IdList(std::initializer_list<Id> ids) : m_given(true), m_list(ids.begin()), m_count(ids.size()) {
        m_visit = [](const IdList& self, Visitor visitor, const void* context) {
            for (std::size_t i = 0; i < self.m_count; ++i)
                visitor(static_cast<const Id*>(self.m_list)[i], context);
        };
    }
    template <class T, class = std::enable_if_t<!std::is_base_of_v<IdList, T>>> IdList(const T& list) {
        if constexpr (detail::is_text<T>)
            static_assert(detail::never<T>, "subprocess: extra_groups is a list, not a string");
        else if constexpr (detail::is_optional<T>) // tested before ranges: in C++26 it is one
            *this = detail::or_none<IdList>(list);
        else if constexpr (detail::is_range<T>) {
            m_given = true;
            m_list = &list;
            m_visit = [](const IdList& self, Visitor visitor, const void* context) {
                detail::for_each_string(*static_cast<const T*>(self.m_list),
                                        [&](const auto& id) { visitor(Id(id), context); });
            };
        } else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: extra_groups takes a list of numbers and names, or None");
    }

    /// \name Access
    /// \{
    /// `given()` is true for a list and false for None; `for_each()` calls `visit(id)` for each group, in order.
    bool given() const { return m_given; }
    template <class F> void for_each(const F& visit) const {
        if (m_visit != nullptr)
            m_visit(*this, detail::invoke<F, Id>, &visit);
    }
    /// \}

protected:
    using Visitor = void (*)(const Id& id, const void* context);

    bool m_given = false;
    const void* m_list = nullptr;
    std::size_t m_count = 0;
    void (*m_visit)(const IdList& self, Visitor visitor, const void* context) = nullptr;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
