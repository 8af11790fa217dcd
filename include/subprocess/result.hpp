/// \file
/// Result and Failure: how calls that do not throw return what others return or throw.
#pragma once

#pragma push_macro("error") // R defines it; a program that includes R.h first needs R_NO_REMAP to call error()
#undef error

#include <subprocess/api.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>

#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class KeptException;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

namespace detail {
void destroy(KeptException* exception) noexcept;
/// \throws a std::logic_error that is an Error
[[noreturn]] void refuse_error_of_value();

// Not inline: it may differ from file to file, and so do the functions that have it as a template argument.
#if defined(__cpp_exceptions)
constexpr bool has_exceptions = true;
#else
constexpr bool has_exceptions = false;
#endif
} // namespace detail

/// Why a call has failed: an exception as a value. It keeps the exception itself, too.
class Failure {
public:
    /// What kind of exception it was, by its type. `out_of_memory`: std::bad_alloc. `os_error`: OSError; the program
    /// cannot be started, or the system refused something else. `value_error`: an argument makes no sense, and nothing
    /// was started. `lookup_error`: no such encoding, user or group. `unicode_error`: text that cannot be decoded or
    /// encoded. `called_process`: a checked child, or a command of a checked pipeline, has failed. `timeout` and
    /// `idle_timeout`: the two of TimeoutExpired. `output_limit`: OutputLimitExceeded. `cancelled`: Cancelled.
    /// `other_error`: another Error, such as a SubprocessError. `callback`: what code of yours has thrown, such as a
    /// sink.
    enum class Kind {
        out_of_memory = 1,
        os_error,
        value_error,
        lookup_error,
        unicode_error,
        called_process,
        timeout,
        idle_timeout,
        output_limit,
        cancelled,
        other_error,
        callback,
    };

    /// Out of memory, which allocates nothing.
    Failure() noexcept = default;
    Failure(const Failure& other);
    Failure(Failure&& other) noexcept = default;
    Failure& operator=(const Failure& other);
    Failure& operator=(Failure&& other) noexcept = default;
    ~Failure() = default;

    /// The exception that is being handled. Call it in a catch block. If there is no memory to keep it, the failure is
    /// out_of_memory.
    static Failure current() noexcept;

    /// The same as the type of the exception; it decides which of the members below have something.
    Kind kind = Kind::out_of_memory;
    /// The code of a CalledProcessError; that of a PipelineError's last failed command; otherwise None.
    ReturnCode returncode = {};
    /// The output that the exception has: what was captured until the failure, or None.
    Output stdout_ = {}, stderr_ = {};

    /// The error of the system in std::generic_category; for kinds other than os_error and out_of_memory, the kind in a
    /// category `subprocess`. Compares with std::errc: timed_out, operation_canceled and invalid_argument, too.
    std::error_code code() const noexcept;

    /// The text of the exception. It lives as long as this object.
    const char* what() const noexcept;

    /// The text for people, in several lines: that of the exception's describe() if it is an Error, or else what().
    /// \throws nothing but std::bad_alloc
    std::string describe() const;

    /// Throws the exception itself. \throws it
    [[noreturn]] void rethrow() const;

    /// Writes the text to stderr and aborts. For programs without exceptions.
    [[noreturn]] void abort() const noexcept;

private:
    Failure(Kind its_kind, const char* message);
    template <class E> static Failure with_outputs(Kind its_kind, const E& exception);
    static Failure of_child();
    static Failure of_call();
    static Failure of_any();

    detail::Opaque<detail::KeptException> m_exception;
};

template <class T> class Result;

namespace detail {
template <class T> inline constexpr bool is_result = false;
template <class T> inline constexpr bool is_result<Result<T>> = true;
} // namespace detail

/// A value, or the Failure because of which there is none, with the names of std::expected. What std::expected leaves
/// undefined is an error here. A program that is compiled without exceptions aborts where the functions would throw.
template <class T> class [[nodiscard]] Result {
    static_assert(std::is_object_v<T> && !std::is_const_v<T>, "subprocess: a Result holds an object");

public:
    /// For generic code: what a successful call returns.
    using value_type = T;
    /// For generic code: what explains a failed call.
    using error_type = Failure;

    /// \name Making one
    /// \{
    /// From a value or from a failure. In a program a function can return either.
    Result(T value) : m_value(std::move(value)) {}
    Result(Failure failure) noexcept : m_error(std::move(failure)) {}
    /// \}

    /// \name Is there a value?
    /// \{
    /// False: there is a Failure instead.
    bool has_value() const noexcept { return m_value.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    /// \}

    /// \name The value
    /// \{
    /// \throws the exception that was kept, if there is no value
    template <bool Throws = detail::has_exceptions> const T& value() const& {
        require_value<Throws>();
        return *m_value;
    }
    template <bool Throws = detail::has_exceptions> T& value() & {
        require_value<Throws>();
        return *m_value;
    }
    template <bool Throws = detail::has_exceptions> T&& value() && {
        require_value<Throws>();
        return *std::move(m_value);
    }
    template <bool Throws = detail::has_exceptions> const T& operator*() const& { return value<Throws>(); }
    template <bool Throws = detail::has_exceptions> T& operator*() & { return value<Throws>(); }
    template <bool Throws = detail::has_exceptions> T&& operator*() && {
        return std::move(*this).template value<Throws>();
    }
    template <bool Throws = detail::has_exceptions> const T* operator->() const { return &value<Throws>(); }
    template <bool Throws = detail::has_exceptions> T* operator->() { return &value<Throws>(); }
    /// \}

    /// The failure. \throws a std::logic_error that is an Error, if there is a value
    const Failure& error() const& {
        require_failure();
        return m_error;
    }
    Failure&& error() && {
        require_failure();
        return std::move(m_error);
    }

    /// The value, or `otherwise` if there is none.
    template <class U> T value_or(U&& otherwise) const& {
        return has_value() ? *m_value : static_cast<T>(std::forward<U>(otherwise));
    }
    template <class U> T value_or(U&& otherwise) && {
        return has_value() ? *std::move(m_value) : static_cast<T>(std::forward<U>(otherwise));
    }

    /// What `f(value)` returns, which must be a Result; without a value the same failure.
    template <class F> auto and_then(F&& f) const& { return chain(std::forward<F>(f), m_value, m_error); }
    template <class F> auto and_then(F&& f) && {
        return chain(std::forward<F>(f), std::move(m_value), std::move(m_error));
    }

private:
    template <class F, class V, class E> static auto chain(F&& f, V&& value, E&& error) {
        using Next = std::decay_t<decltype(std::forward<F>(f)(*std::forward<V>(value)))>;
        static_assert(detail::is_result<Next>, "subprocess: the function of and_then must return a Result");
        return value ? std::forward<F>(f)(*std::forward<V>(value)) : Next(std::forward<E>(error));
    }

    template <bool Throws> void require_value() const {
        if (has_value())
            return;
        if constexpr (Throws)
            m_error.rethrow();
        else
            m_error.abort();
    }
    void require_failure() const {
        if (has_value())
            detail::refuse_error_of_value();
    }

    std::optional<T> m_value;
    Failure m_error;
};

} // namespace v1
} // namespace subprocess

#pragma pop_macro("error")
