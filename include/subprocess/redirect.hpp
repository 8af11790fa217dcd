/// \file
/// PIPE, STDOUT, STDERR, DEVNULL, CLOSED, and Redirect: where a standard stream of the child goes.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/append.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <cstdio>
#include <string>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// Makes `stdout = PIPE`, which assigns to C's own `FILE* stdout`, an error with an explanation.
struct NotAFile {
    template <class F, class = std::enable_if_t<std::is_same_v<F, std::FILE>>> operator F*() const {
        static_assert(never<F>, "subprocess: stdin, stdout and stderr are C's own FILE pointers; the keywords are "
                                "stdin_, stdout_ and stderr_");
        return nullptr;
    }
};

} // namespace detail

/// \name Types of the special values
/// \{
/// The types of the constants PIPE, STDOUT, STDERR, DEVNULL and CLOSED; they have no other objects.
struct PIPE_t : detail::NotAFile {
    explicit constexpr PIPE_t(int) {}
};
struct STDOUT_t : detail::NotAFile {
    explicit constexpr STDOUT_t(int) {}
};
struct STDERR_t : detail::NotAFile {
    explicit constexpr STDERR_t(int) {}
};
struct DEVNULL_t : detail::NotAFile {
    explicit constexpr DEVNULL_t(int) {}
};
struct CLOSED_t : detail::NotAFile {
    explicit constexpr CLOSED_t(int) {}
};
/// \}

#if defined(__ELF__) // hidden: see none.hpp
#pragma GCC visibility push(hidden)
#endif
/// A new pipe, whose other end is Popen's stdin_, stdout_ or stderr_.
inline constexpr PIPE_t PIPE{0};
/// Only for `stderr_`: sends it wherever stdout goes.
inline constexpr STDOUT_t STDOUT{0};
/// Only for `stdout_`: sends it wherever stderr goes, as a shell's `1>&2` does. What is captured is in `stderr_`.
inline constexpr STDERR_t STDERR{0};
/// The null device: empty when read, and whatever is written to it is discarded.
inline constexpr DEVNULL_t DEVNULL{0};
/// No stream at all, as a shell's `>&-`: the child's descriptor is closed, its handle on Windows null. Few programs
/// expect that, and the next file that they open gets the number; DEVNULL is what most of them need.
inline constexpr CLOSED_t CLOSED{0};
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

namespace detail {

/// Where a standard stream of the child goes; the same type for all three.
struct Redirection {
    enum class Kind : unsigned char { inherit, pipe, devnull, to_stdout, handle, null, to_stderr, closed, append };

    Kind kind = Kind::inherit;
    NativeHandle handle = no_handle;
    const std::string* filename = nullptr; ///< of the file to append to

    bool given() const { return kind != Kind::inherit; }
    bool is_null() const { return kind == Kind::null; }
};

} // namespace detail

namespace arg {

/// The value of `stdin_`, `stdout_` and `stderr_` (streams 0, 1 and 2): None (inherit), PIPE, DEVNULL, CLOSED, a file
/// descriptor, a `FILE*`, an object with `native_handle()` or `fileno()`, such as a File or the stream of another
/// Popen, or an optional of these; for `stdout_` and `stderr_` also append(), for `stdout_` STDERR, for `stderr_`
/// STDOUT. Only the descriptor is used: nothing is flushed, and nothing is closed. Before anything is started, a
/// descriptor that is not open throws OSError (EBADF), and a null pointer throws ValueError.
template <int Stream> class Redirect : public detail::Redirection {
public:
    Redirect() = default;
    /// Accepts any of these. Everything else does not compile, and the message says why.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<detail::Redirection, T>>> Redirect(const T& target) {
        using detail::handle_of;
        using U = std::decay_t<T>;
        if constexpr (std::is_same_v<U, PIPE_t>)
            kind = Kind::pipe;
        else if constexpr (std::is_same_v<U, DEVNULL_t>)
            kind = Kind::devnull;
        else if constexpr (std::is_same_v<U, STDOUT_t>) {
            static_assert(Stream == 2, "subprocess: STDOUT can only be used for stderr_ (stderr_ = STDOUT sends stderr "
                                       "where stdout goes)");
            kind = Kind::to_stdout;
        } else if constexpr (std::is_same_v<U, STDERR_t>) {
            static_assert(Stream == 1, "subprocess: STDERR can only be used for stdout_ (stdout_ = STDERR sends stdout "
                                       "where stderr goes)");
            kind = Kind::to_stderr;
        } else if constexpr (std::is_same_v<U, CLOSED_t>)
            kind = Kind::closed;
        else if constexpr (std::is_same_v<U, Append>) {
            static_assert(Stream != 0, "subprocess: append() can only be used for stdout_ and stderr_; a file to read: "
                                       "stdin_ = open(\"name\")");
            kind = Kind::append;
            filename = &target.name();
        } else if constexpr (std::is_same_v<U, int> || std::is_same_v<U, std::FILE*>) {
            set(handle_of(target));
            if constexpr (std::is_pointer_v<U>)
                kind = target != nullptr ? Kind::handle : Kind::null;
        } else if constexpr (detail::is_optional<U>)
            *this = detail::or_none<Redirect>(target);
        else if constexpr (detail::has_native_handle<U>)
            set(target.native_handle());
        else if constexpr (detail::has_fileno<U>)
            set(handle_of(static_cast<int>(target.fileno())));
        else if constexpr (!detail::is_none<U>)
            static_assert(detail::never<T>, "subprocess: a standard stream takes PIPE, DEVNULL, CLOSED, None, a file "
                                            "descriptor, a FILE*, or an object with fileno(); a file by name: "
                                            "open(\"name\", \"w\") or append(\"name\")");
    }

private:
    void set(NativeHandle target) {
        kind = Kind::handle;
        handle = target;
    }
};

} // namespace arg
} // namespace v1
} // namespace subprocess
