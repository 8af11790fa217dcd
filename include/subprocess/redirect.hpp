/// \file
/// PIPE, STDOUT, STDERR, DEVNULL, CLOSED, and Redirect: where a standard stream of the child goes.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/append.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/shared.hpp>
#include <subprocess/sinks.hpp>
#include <subprocess/sources.hpp>

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

/// Where a standard stream of the child goes; the same type for all three. It owns nothing.
struct Redirection {
    /// served: a pipe, with a sink or a source at our end
    enum class Kind : unsigned char {
        inherit,
        pipe,
        devnull,
        to_stdout,
        handle,
        null,
        to_stderr,
        closed,
        append,
        served
    };

    Kind kind = Kind::inherit;
    NativeHandle handle = no_handle;
    const std::string* filename = nullptr; ///< of the file to append to
    /// Of `served`: makes the node of what lies at `object`, with a count of one.
    Node* (*make)(const void* object, Lives lives) = nullptr;
    const void* object = nullptr;
    bool is_terminal = false; ///< with `pty`: of `pipe` and `served`
    bool is_raw = false;      ///< a terminal without lines

    bool given() const { return kind != Kind::inherit; }
    bool is_null() const { return kind == Kind::null; }
    /// Whether bytes move between us and the child.
    bool is_pipe() const { return kind == Kind::pipe || kind == Kind::served; }

protected:
    void serve(const void* what, Node* (*maker)(const void*, Lives)) {
        kind = Kind::served;
        object = what;
        make = maker;
    }
    void share(const Shared& node) {
        serve(node.get(), [](const void* shared, Lives) {
            Node* const copy = static_cast<Node*>(const_cast<void*>(shared));
            retain(copy);
            return copy;
        });
    }
};

template <class T>
inline constexpr bool is_callable =
    is_receiver<T> || std::is_invocable_v<std::decay_t<T>&> || is_generator<std::decay_t<T>>;

/// The messages for what Redirect<Stream> does not take.
template <int Stream, class T> constexpr void not_a_redirection() {
    using U = std::decay_t<T>;
    if constexpr (Stream == 0 && std::is_same_v<U, Sink>)
        static_assert(never<T>, "subprocess: a sink is for stdout_ and stderr_; stdin_ takes a callable, a range of "
                                "strings, or from(stream)");
    else if constexpr (std::is_same_v<U, Source>)
        static_assert(never<T>, "subprocess: from() is for stdin_; stdout_ and stderr_ take to(stream)");
    else if constexpr (Stream == 0 && (is_string_or_path<U> || is_range<U>))
        static_assert(never<T>, "subprocess: a string or bytes for the child to read go to input; a file by name: "
                                "stdin_ = open(\"name\")");
    else if constexpr (Stream == 0 && (is_callable<T> || is_istream<U>))
        static_assert(never<T>, "subprocess: stdin_ takes a callable that returns the next piece as a string, and a "
                                "stream as from(stream)");
    else if constexpr (is_callable<T>)
        static_assert(never<T>, "subprocess: a callable goes to a sink: each_line(f) or each_chunk(f)");
    else if constexpr (is_ostream<U>)
        static_assert(never<T>, "subprocess: a stream goes to a sink: to(stream)");
    else
        static_assert(never<T>, "subprocess: a standard stream takes PIPE, DEVNULL, CLOSED, None, a file descriptor, a "
                                "FILE*, an object with fileno(), or a sink or source; a file by name: open(\"name\", "
                                "\"w\") or append(\"name\")");
}

} // namespace detail

namespace arg {

/// The value of `stdin_`, `stdout_` and `stderr_` (streams 0, 1 and 2): None (inherit), PIPE, DEVNULL, CLOSED, a file
/// descriptor, a `FILE*`, an object with `native_handle()` or `fileno()`, such as a File or the stream of another
/// Popen, or an optional of these; for `stdout_` and `stderr_` also append(), for `stdout_` STDERR, for `stderr_`
/// STDOUT. Only the descriptor is used: nothing is flushed, and nothing is closed. Before anything is started, a
/// descriptor that is not open throws OSError (EBADF), and a null pointer throws ValueError.
///
/// `stdout_` and `stderr_` also take a Sink. `stdin_` also takes a Source, a callable that returns the next piece as a
/// string (an empty one is the end), and a range of strings. run() and its kin refer to these; Popen and Options copy
/// them, or move in an rvalue.
template <int Stream> class Redirect : public detail::Redirection {
public:
    Redirect() = default;
    /// Accepts any of these. Everything else does not compile, and the message says why.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<detail::Redirection, std::decay_t<T>>>>
    Redirect(T&& target) {
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
            set_served(static_cast<T&&>(target));
    }

private:
    void set(NativeHandle target) {
        kind = Kind::handle;
        handle = target;
    }

    template <class T> void set_served(T&& target) {
        using U = std::remove_reference_t<T>;
        if constexpr (std::is_same_v<std::decay_t<T>, std::conditional_t<Stream == 0, Source, Sink>>)
            share(target.shared());
        else if constexpr (Stream == 0 && std::is_function_v<U> && detail::is_generator<U>)
            serve(reinterpret_cast<const void*>(&target), &detail::make_source<detail::Generator, T>);
        else if constexpr (Stream == 0 && detail::is_generator<U>) {
            serve(&target, &detail::make_source<detail::Generator, T>);
            if constexpr (std::is_pointer_v<U>)
                kind = target != nullptr ? Kind::served : Kind::null;
        } else if constexpr (Stream == 0 && detail::is_string_range<U>)
            serve(&target, &detail::make_source<detail::Strings, T>);
        else
            detail::not_a_redirection<Stream, T>();
    }
};

} // namespace arg
} // namespace v1
} // namespace subprocess
