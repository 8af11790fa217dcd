/// \file
/// The value of the keyword `pass_fds`: the descriptors that a child gets beside its standard streams.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// A descriptor for a child, and its number there. It is no owner: the descriptor stays ours, and stays open here.
class PassedFd {
public:
    /// The child gets the descriptor under the same number.
    constexpr PassedFd(int fd) : m_fd(fd), m_number(fd) {}

    /// \name Access
    /// \{
    /// Our descriptor, its number in the child, and whether fd_as() has chosen that number.
    constexpr int fd() const { return m_fd; }
    constexpr int number() const { return m_number; }
    constexpr bool is_renumbered() const { return m_is_renumbered; }
    /// \}

private:
    // No constructor takes both: {5, 3} must go on to mean two descriptors.
    friend constexpr PassedFd fd_as(int fd, int number);

    int m_fd;
    int m_number;
    bool m_is_renumbered = false;
};

/// A descriptor under a number of the child's: `pass_fds = {4, fd_as(5, 3)}` passes our 4 as 4 and our 5 as 3. The
/// numbers of a list may be exchanged: `{fd_as(3, 4), fd_as(4, 3)}`. A number below 3, and one that is given twice,
/// throw ValueError before anything is started.
[[nodiscard]] constexpr PassedFd fd_as(int fd, int number) {
    PassedFd passed(fd);
    passed.m_number = number;
    passed.m_is_renumbered = true;
    return passed;
}

namespace detail {

template <class T, class = void> inline constexpr bool is_range_of_passed = false;
template <class T>
inline constexpr bool is_range_of_passed<
    T, std::enable_if_t<std::is_convertible_v<decltype(std::data(std::declval<const T&>())), const PassedFd*>>> = true;

} // namespace detail

namespace arg {

/// File descriptors: `{3, fd_as(5, 4)}`, a vector, array or span of int or of PassedFd, None, or an optional of these.
class FdList {
public:
    FdList() = default;
    /// Accepts descriptors in braces, a vector, array or span of int or of PassedFd, or None. The call reads them in
    /// place.
    FdList(std::initializer_list<int> list) : m_size(list.size()) { m_ints = list.begin(); }
    FdList(std::initializer_list<PassedFd> list) : m_size(list.size()) { m_passed = list.begin(); }
    template <class T, class = std::enable_if_t<!std::is_base_of_v<FdList, T>>> FdList(const T& list) {
        if constexpr (detail::is_range_of_int<T>) {
            m_ints = std::data(list);
            m_size = std::size(list);
        } else if constexpr (detail::is_range_of_passed<T>) {
            m_passed = std::data(list);
            m_size = std::size(list);
        } else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<FdList>(list);
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: pass_fds takes a list, {3, fd_as(5, 4)}, a vector, array or "
                                            "span of int or of PassedFd, or None");
    }

    /// \name Access
    /// \{
    /// `given()` is true if there are any; `list[0]` to `list[size() - 1]` are they.
    bool given() const { return m_size != 0; }
    std::size_t size() const { return m_size; }
    PassedFd operator[](std::size_t index) const {
        return m_passed != nullptr ? m_passed[index] : PassedFd(m_ints[index]);
    }
    /// \}

protected:
    const int* m_ints = nullptr;
    const PassedFd* m_passed = nullptr; ///< null: they are ints
    std::size_t m_size = 0;
};

} // namespace arg

namespace detail {

/// An FdList with its own copy of the numbers. What touches the vector is defined in src/, as in owned.hpp.
class OwnedFdList : public arg::FdList {
public:
    OwnedFdList() noexcept;
    template <class T, class = std::enable_if_t<!std::is_base_of_v<arg::FdList, T>>>
    OwnedFdList(const T& list) : OwnedFdList(arg::FdList(list)) {}
    OwnedFdList(std::initializer_list<int> list) : OwnedFdList(arg::FdList(list)) {}
    OwnedFdList(std::initializer_list<PassedFd> list) : OwnedFdList(arg::FdList(list)) {}
    explicit OwnedFdList(const arg::FdList& list);
    OwnedFdList(const OwnedFdList& other);
    OwnedFdList& operator=(const OwnedFdList& other);
    ~OwnedFdList();

private:
    void show();

    std::vector<PassedFd> m_copy;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
