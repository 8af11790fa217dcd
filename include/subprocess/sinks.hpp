/// \file
/// Sinks: where a stream of the child can go beside files and pipes. See docs/streams.md.
///
/// The functions return values for `stdout_` and `stderr_`. run() and its kin serve a sink until the end of the stream,
/// Popen does so in communicate() and wait(). Everything is called in the thread that waits, between two reads.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/shared.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

class Writer;
struct PIPE_t;

namespace arg {
class Append;
}

/// What each_line(), each_chunk(), first_bytes(), last_bytes(), last_lines(), to() and tee() return. Copies are cheap
/// and share what was given to these functions; each stream that goes to a sink is read by itself.
class Sink {
public:
    /// Internal: takes over a count of `node`.
    explicit Sink(detail::Node* node) noexcept : m_node(node) {}

    /// Internal: what the copies share.
    const detail::Shared& shared() const noexcept { return m_node; }

private:
    detail::Shared m_node;
};

namespace detail {

/// What the bytes of a stream are given to.
struct Receiver {
    Kept kept;
    bool (*receive)(void* kept, std::string_view bytes) = nullptr; ///< false: it wants no more
    void (*finish)(void* kept) = nullptr;                          ///< at the end; null: nothing
};

// Each makes a node with a count of one. What was kept is theirs, also if they throw.
Node* line_node(const Receiver& receiver);
Node* chunk_node(const Receiver& receiver);
Node* first_bytes_node(std::size_t size);
Node* last_bytes_node(std::size_t size);
Node* last_lines_node(std::size_t count);
Node* capture_node();
Node* handle_node(const KeptHandle& target);
Node* append_node(const arg::Append& target);
Node* writer_node(Writer* target);
Node* writer_node(Writer&& target);
Node* tee_node(const Sink* branches, std::size_t count);

template <class F> Receiver receiver_of(F&& callable) {
    using G = std::decay_t<F>;
    if constexpr (!std::is_invocable_v<G&, std::string_view>) {
        static_assert(never<F>, "subprocess: each_line and each_chunk take a callable f(std::string_view)");
        return {};
    } else {
        using Result = std::invoke_result_t<G&, std::string_view>;
        static_assert(std::is_void_v<Result> || std::is_same_v<Result, bool>,
                      "subprocess: what each_line and each_chunk call returns void, or a bool: false if it wants no "
                      "more");
        if constexpr (std::is_pointer_v<G>)
            if (callable == nullptr)
                refuse_null_pointer("the callable of a sink");
        return {keep<G>(static_cast<F&&>(callable)), [](void* kept, std::string_view bytes) {
                    if constexpr (std::is_void_v<Result>)
                        return kept_in<G>(kept)(bytes), true;
                    else
                        return kept_in<G>(kept)(bytes);
                }};
    }
}

template <class T, class = void> inline constexpr bool is_ostream = false;
template <class T>
inline constexpr bool
    is_ostream<T, std::void_t<typename T::traits_type, decltype(std::declval<T&>().write("", 0).flush().fail())>> =
        true;

// T is a reference unless the stream is to be kept.
template <class T> Receiver receiver_of_ostream(T&& stream) {
    if (stream.fail())
        throw_stream_failed("to");
    return {keep<T>(static_cast<T&&>(stream)),
            [](void* kept, std::string_view bytes) {
                if (kept_in<T>(kept).write(bytes.data(), static_cast<std::ptrdiff_t>(bytes.size())).fail())
                    throw_stream_failed("to");
                return true;
            },
            [](void* kept) {
                if (kept_in<T>(kept).flush().fail())
                    throw_stream_failed("to");
            }};
}

// Inline, because a FILE belongs to the caller's C runtime.
inline Receiver receiver_of_file(std::FILE* file) {
    if (file == nullptr)
        refuse_null_pointer("to");
    return {keep<std::FILE*>(file),
            [](void* kept, std::string_view bytes) {
                if (std::fwrite(bytes.data(), 1, bytes.size(), kept_in<std::FILE*>(kept)) != bytes.size())
                    throw_file_error();
                return true;
            },
            [](void* kept) {
                if (std::fflush(kept_in<std::FILE*>(kept)) != 0)
                    throw_file_error();
            }};
}

template <class F>
inline constexpr bool is_receiver = std::is_invocable_v<std::decay_t<F>&, std::string_view> ||
                                    std::is_invocable_v<std::decay_t<F>&, const std::string&>;

} // namespace detail

/// Calls `f(std::string_view)` with each line, without its `\n`, as soon as it is complete; the last one may have no
/// end. In text mode the lines are decoded, and `\r\n` and `\r` end a line, too: a line that ends with `\r` is passed
/// at once. A line of more than 1 MiB comes in pieces. `f` is copied or moved in; std::ref(f) refers to it. It returns
/// void, or a bool: false means that it wants no more, and the stream is closed.
///
/// What `f` throws leaves run() and its kin, which end the child first, and communicate() and wait(), which do not;
/// what the stream still brings is then dropped.
/// \throws ValueError for a null pointer
template <class F> [[nodiscard]] Sink each_line(F&& f) {
    return Sink(detail::line_node(detail::receiver_of(static_cast<F&&>(f))));
}

/// Calls `f(std::string_view)` with the bytes as they come, never with none, and without decoding them. Otherwise as
/// each_line(). \throws ValueError for a null pointer
template <class F> [[nodiscard]] Sink each_chunk(F&& f) {
    return Sink(detail::chunk_node(detail::receiver_of(static_cast<F&&>(f))));
}

/// \name Parts of the output
/// \{
/// Captures as PIPE does, but only the first or the last bytes, or the last lines. The rest is read and dropped;
/// Output::dropped() says how many bytes. In text mode a character that is cut is left out.
[[nodiscard]] inline Sink first_bytes(std::size_t size) {
    return Sink(detail::first_bytes_node(size));
}
[[nodiscard]] inline Sink last_bytes(std::size_t size) {
    return Sink(detail::last_bytes_node(size));
}
[[nodiscard]] inline Sink last_lines(std::size_t count) {
    return Sink(detail::last_lines_node(count));
}
/// \}

/// Writes the bytes, as they come and undecoded, to a std::ostream, a `FILE*`, the stdin_ of another Popen, a File or
/// anything else with a descriptor, or an append("name"). An lvalue is referred to and must outlive the child's; an
/// rvalue is moved in. At the end it is flushed, but not closed. If it cannot take more at the moment, the child waits.
/// If a pipe has no reader any more, the stream is closed, as if a callable had returned false. \throws SubprocessError
/// for a stream that has failed, also later; ValueError for a null pointer
template <class T> [[nodiscard]] Sink to(T&& target) {
    using U = std::decay_t<T>;
    if constexpr (detail::is_string_or_path<U>)
        static_assert(detail::never<T>, "subprocess: to() takes an open stream; a file by name: append(\"name\") or "
                                        "open(\"name\", \"w\")");
    else if constexpr (std::is_same_v<U, std::FILE*>)
        return Sink(detail::chunk_node(detail::receiver_of_file(target)));
    else if constexpr (std::is_same_v<U, Writer> && std::is_lvalue_reference_v<T>)
        return Sink(detail::writer_node(&target));
    else if constexpr (std::is_same_v<U, Writer>)
        return Sink(detail::writer_node(static_cast<T&&>(target)));
    else if constexpr (std::is_same_v<U, arg::Append>)
        return Sink(detail::append_node(target));
    else if constexpr (detail::is_ostream<U>)
        return Sink(detail::chunk_node(detail::receiver_of_ostream<T>(static_cast<T&&>(target))));
    else if constexpr (detail::has_descriptor<U>)
        return Sink(detail::handle_node(detail::kept_handle(static_cast<T&&>(target))));
    else if constexpr (detail::is_receiver<T>)
        static_assert(detail::never<T>, "subprocess: a callable goes to each_line(f) or each_chunk(f)");
    else
        static_assert(detail::never<T>, "subprocess: to() takes a std::ostream, a FILE*, the stdin_ of another Popen, "
                                        "or an object with a descriptor, such as a File");
}

namespace detail {

template <class T> Sink branch_of(T&& target) {
    using U = std::decay_t<T>;
    if constexpr (std::is_same_v<U, Sink>)
        return target;
    else if constexpr (std::is_same_v<U, PIPE_t>)
        return Sink(capture_node());
    else
        return to(static_cast<T&&>(target));
}

} // namespace detail

/// Gives the stream to all of these, in this order: sinks, whatever to() takes, and PIPE, which captures it as well.
/// One that wants no more drops out, and the stream is closed when all have. If one is slow, all wait. \throws
/// ValueError if more than one of them captures; what to() throws
// Not for integers alone, so that POSIX's tee(in, out, size, flags) keeps its meaning under a using-directive.
template <class... T, class = std::enable_if_t<!(std::is_integral_v<std::decay_t<T>> && ...)>>
[[nodiscard]] Sink tee(T&&... targets) {
    const Sink branches[] = {detail::branch_of(static_cast<T&&>(targets))...};
    return Sink(detail::tee_node(branches, sizeof...(T)));
}

} // namespace v1
} // namespace subprocess
