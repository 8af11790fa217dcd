/// \file
/// Cancellation: ends calls from another thread, or from a signal handler.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/shape.hpp>

#include <type_traits>
#include <utility>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class CancelState;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

class Cancellation;

namespace detail {
void destroy(CancelState* state) noexcept;
CancelState& state_of(const Cancellation& source) noexcept;
} // namespace detail

/// Ends every call that has it as its `cancel`: `Cancellation source; run(command, cancel = source);`. It must outlive
/// these calls, and the threads that may cancel them. It stays cancelled, and cannot be used again.
class Cancellation {
public:
    /// Opens a descriptor, so that it is ready for a signal handler. \throws OSError
    Cancellation();
    Cancellation(const Cancellation&) = delete;
    Cancellation& operator=(const Cancellation&) = delete;
    ~Cancellation() = default;

    /// May be called by any thread, and by a signal handler. Called again, it kills the children that are just being
    /// asked to end by the steps of `grace`. In a copy of the process made by fork() it does nothing.
    void cancel() noexcept;

    /// True from the first call of cancel on.
    bool cancelled() const noexcept;

private:
    friend detail::CancelState& detail::state_of(const Cancellation& source) noexcept;

    detail::Opaque<detail::CancelState> m_state;
};

namespace detail {

template <class T, class = void> inline constexpr bool is_stop_token = false;
template <class T>
inline constexpr bool is_stop_token<T, std::void_t<decltype(std::declval<const T&>().stop_requested()),
                                                   decltype(std::declval<const T&>().stop_possible())>> = true;

template <class T, class = void> inline constexpr bool is_reference_wrapper = false;
template <class T>
inline constexpr bool is_reference_wrapper<
    T, std::enable_if_t<std::is_convertible_v<decltype(std::declval<const T&>().get()), const Cancellation&>>> = true;

/// How a stop token of type T cancels; <subprocess/stop_token.hpp> defines it for std::stop_token.
template <class T> struct StopBridge { static constexpr bool is_included = false; };

/// A StopBridge without its type.
struct StopFunctions {
    void* (*attach)(const void* token, Cancellation& target) = nullptr;
    void (*detach)(void* attached) = nullptr;
    const void* (*copy)(const void* token) = nullptr;
    void (*discard)(const void* copy) = nullptr;
};

} // namespace detail

namespace arg {

/// A Cancellation, a std::stop_token, None, or an optional of these. It refers to them.
class Cancel {
public:
    constexpr Cancel() = default;
    /// Accepts a Cancellation that has a name, a std::reference_wrapper to one, or a std::stop_token, for which
    /// `<subprocess/stop_token.hpp>` must be included.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Cancel, std::decay_t<T>>>>
    constexpr Cancel(T&& source) {
        using U = std::decay_t<T>;
        if constexpr (std::is_same_v<U, Cancellation>) {
            static_assert(std::is_lvalue_reference_v<T>,
                          "subprocess: a Cancellation must outlive the call: give it a name");
            m_source = &source;
        } else if constexpr (detail::is_reference_wrapper<U>)
            m_source = &static_cast<const Cancellation&>(source.get());
        else if constexpr (detail::is_stop_token<U>) {
            static_assert(detail::StopBridge<U>::is_included,
                          "subprocess: a std::stop_token needs this first: #include <subprocess/stop_token.hpp>");
            if constexpr (detail::StopBridge<U>::is_included) {
                using Bridge = detail::StopBridge<U>;
                m_functions = {Bridge::attach, Bridge::detach, Bridge::copy, Bridge::discard};
                m_token = &source;
            }
        } else if constexpr (detail::is_optional<U>) {
            if (source.has_value())
                *this = Cancel(*std::forward<T>(source));
        } else if constexpr (!detail::is_none<U>)
            static_assert(detail::never<T>, "subprocess: cancel takes a Cancellation, a std::stop_token or None");
    }

    /// \name Access
    /// \{
    /// `given()` is true unless it is None; `source()` is null for a stop token, and `token()` for a Cancellation.
    constexpr bool given() const { return m_source != nullptr || m_token != nullptr; }
    constexpr const Cancellation* source() const { return m_source; }
    constexpr const void* token() const { return m_token; }
    constexpr const detail::StopFunctions& functions() const { return m_functions; }
    /// \}

protected:
    const Cancellation* m_source = nullptr;
    const void* m_token = nullptr;
    detail::StopFunctions m_functions;
};

} // namespace arg

namespace detail {

/// A Cancel with its own copy of a stop token. It refers to a Cancellation.
class OwnedCancel : public arg::Cancel {
public:
    OwnedCancel() = default;
    template <class T, class = std::enable_if_t<!std::is_base_of_v<arg::Cancel, std::decay_t<T>>>>
    OwnedCancel(T&& source) : OwnedCancel(arg::Cancel(std::forward<T>(source))) {}
    OwnedCancel(const OwnedCancel& other) : OwnedCancel(static_cast<const arg::Cancel&>(other)) {}
    OwnedCancel& operator=(const OwnedCancel& other);
    ~OwnedCancel();

private:
    explicit OwnedCancel(const arg::Cancel& other);
};

} // namespace detail
} // namespace v1
} // namespace subprocess
