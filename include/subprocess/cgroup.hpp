/// \file
/// A control group of Linux; see cgroups(7).
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace arg {

/// A control group: the path of its folder, an open descriptor of that folder, None, or an optional of these.
class Cgroup : public Path {
public:
    Cgroup() = default;
    /// Makes a view; a path must live as long as the call. A `long` does not compile, because X11's None is one.
    Cgroup(const char* path) : Path(path) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Cgroup, T>>> Cgroup(const T& value) {
        if constexpr (detail::is_string_or_path<T>)
            m_view = detail::view_of_any(value);
        else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
            m_descriptor = StrictInt(value);
        else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Cgroup>(value);
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: cgroup takes the path of a folder, a descriptor or None");
    }

    /// \name Access
    /// \{
    /// `given()` is true unless it is None; the descriptor is not given if a path is.
    bool given() const { return Path::given() || m_descriptor.given(); }
    const Int& descriptor() const { return m_descriptor; }
    /// \}

private:
    Int m_descriptor;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
