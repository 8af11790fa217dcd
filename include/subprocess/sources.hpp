/// \file
/// Sources: where the child's stdin can come from beside files and pipes. See docs/streams.md.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/shared.hpp>

#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

class Reader;

/// What from() returns, for `stdin_`. Copies are cheap and share the stream.
class Source {
public:
    /// Internal: takes over a count of `node`.
    explicit Source(detail::Node* node) noexcept : m_node(node) {}

    /// Internal: what the copies share.
    const detail::Shared& shared() const noexcept { return m_node; }

private:
    detail::Shared m_node;
};

namespace detail {

/// What gives the bytes for a stream.
struct Giver {
    Kept kept;
    std::string_view (*next)(void* kept) = nullptr; ///< empty at the end; stays in place until the next call
    /// Makes what each child reads for itself, and what next() gets then; null: all read what was kept.
    Kept (*begin)(void* kept) = nullptr;
};

// Each makes a node with a count of one. What was kept is theirs, also if they throw.
Node* giver_node(const Giver& giver);
Node* handle_source_node(const KeptHandle& origin);

// Callables and ranges --------------------------------------------------------------------------------------------

/// F is a reference if the callable is the caller's.
template <class F> struct Generator {
    using Piece = std::decay_t<std::invoke_result_t<F&>>;

    std::string_view next() {
        piece = callable();
        return text_of(piece);
    }

    F callable;
    Piece piece = {};
};

template <class F, class = void> inline constexpr bool is_generator = false;
template <class F>
inline constexpr bool is_generator<F, std::void_t<std::invoke_result_t<F&>>> =
    is_text<std::decay_t<std::invoke_result_t<F&>>>;

/// The strings of a range, without those that are empty: they would mean the end.
template <class R> class Strings {
    using Iterator = decltype(std::begin(std::declval<R&>()));
    using Element = decltype(*std::declval<Iterator&>());
    // A temporary must be kept while it is sent.
    using Piece = std::conditional_t<std::is_lvalue_reference_v<Element>, std::string_view, std::string>;

public:
    template <class From>
    explicit Strings(From&& from) // NOLINT(bugprone-forwarding-reference-overload): it is not copied or moved
        : m_range(static_cast<From&&>(from)), m_next(std::begin(m_range)), m_end(std::end(m_range)) {}
    Strings(const Strings&) = delete; // the iterators point into m_range
    Strings& operator=(const Strings&) = delete;
    ~Strings() = default;

    std::string_view next() {
        while (step())
            if (const std::string_view piece = m_piece; !piece.empty())
                return piece;
        return {};
    }

private:
    bool step() {
        if (std::exchange(m_has_piece, true) && m_next != m_end)
            ++m_next;
        if (!(m_next != m_end))
            return false;
        m_piece = Piece(text_of(static_cast<const std::decay_t<Element>&>(*m_next)));
        return true;
    }

    R m_range;
    Iterator m_next;
    decltype(std::end(std::declval<R&>())) m_end;
    Piece m_piece;
    bool m_has_piece = false;
};

template <class R, class = void> inline constexpr bool is_string_range = false;
template <class R>
inline constexpr bool
    is_string_range<R, std::void_t<decltype(std::begin(std::declval<R&>())), decltype(std::end(std::declval<R&>()))>> =
        is_text<std::decay_t<decltype(*std::begin(std::declval<R&>()))>>;

/// Whether a source belongs to one call, during which the caller's object lives, or outlives the call.
enum class Lives { in_call, on };

template <class G, class From> Node* source_node_of(From&& from) {
    return giver_node({{new G{static_cast<From&&>(from)}, [](void* kept) { delete static_cast<G*>(kept); }},
                       [](void* kept) { return static_cast<G*>(kept)->next(); }});
}

/// Each child reads the range from its beginning.
template <class R, class From> Node* range_node_of(From&& from) {
    using Reading = Strings<R&>;
    return giver_node(
        {keep<R>(static_cast<From&&>(from)), [](void* reading) { return static_cast<Reading*>(reading)->next(); },
         [](void* kept) -> Kept {
             return {new Reading(kept_in<R>(kept)), [](void* reading) { delete static_cast<Reading*>(reading); }};
         }});
}

template <template <class> class G, class Own, class From> Node* kept_source_of(From&& from) {
    if constexpr (std::is_same_v<G<Own>, Strings<Own>>)
        return range_node_of<Own>(static_cast<From&&>(from));
    else
        return source_node_of<G<Own>>(static_cast<From&&>(from));
}

template <class A> using ArrayCopy = std::vector<std::remove_cv_t<std::remove_extent_t<A>>>;

/// Makes the source of the object of type T (a reference if it is an lvalue) at `object`. Nothing is copied for a call.
template <template <class> class G, class T> Node* make_source(const void* object, Lives lives) {
    using U = std::remove_reference_t<T>;
    using Own = std::decay_t<T>;
    if constexpr (std::is_function_v<U>) {
        const Own function = reinterpret_cast<Own>(const_cast<void*>(object));
        return source_node_of<G<Own>>(function);
    } else {
        U& from = *static_cast<U*>(const_cast<void*>(object));
        if (lives == Lives::in_call)
            return source_node_of<G<U&>>(from);
        else if constexpr (std::is_array_v<U>)
            return kept_source_of<G, ArrayCopy<U>>(ArrayCopy<U>(std::begin(from), std::end(from)));
        else {
            static_assert(std::is_lvalue_reference_v<T> ? std::is_copy_constructible_v<Own>
                                                        : std::is_move_constructible_v<Own>,
                          "subprocess: a source that cannot be copied is given with std::move");
            return kept_source_of<G, Own>(static_cast<T&&>(from));
        }
    }
}

// Streams -------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t piece_size = 65536;

template <class T, class = void> inline constexpr bool is_istream = false;
template <class T>
inline constexpr bool is_istream<T, std::void_t<typename T::traits_type, decltype(std::declval<T&>().rdbuf()->sgetc()),
                                                decltype(std::declval<T&>().gcount())>> = true;

/// Reads what the stream has, and waits only if that is nothing. T is a reference unless the stream is kept.
template <class T> class StreamPieces {
public:
    explicit StreamPieces(T&& stream) : m_stream(static_cast<T&&>(stream)) {}

    std::string_view next() {
        using Traits = typename std::decay_t<T>::traits_type;
        auto* const buffer = m_stream.rdbuf();
        if (m_memory.empty())
            m_memory.resize(piece_size);
        if (Traits::eq_int_type(buffer->sgetc(), Traits::eof()))
            return {};
        const auto there = buffer->in_avail();
        const auto size = static_cast<decltype(there)>(m_memory.size());
        return {m_memory.data(), static_cast<std::size_t>(buffer->sgetn(&m_memory[0], there < 1      ? 1
                                                                                      : there < size ? there
                                                                                                     : size))};
    }

private:
    T m_stream;
    std::string m_memory;
};

// Inline, because a FILE belongs to the caller's C runtime.
class FilePieces {
public:
    explicit FilePieces(std::FILE* file) : m_file(file), m_memory(piece_size, '\0') {}

    std::string_view next() {
        const std::size_t size = std::fread(&m_memory[0], 1, m_memory.size(), m_file);
        if (size == 0 && std::ferror(m_file) != 0)
            throw_file_error();
        return {m_memory.data(), size};
    }

private:
    std::FILE* m_file;
    std::string m_memory;
};

} // namespace detail

/// The rest of a std::istream, a `FILE*`, a File, or anything else with a descriptor, for `stdin_`. It is read in
/// pieces while the child takes them. An lvalue is referred to and must outlive the child; an rvalue is moved in.
/// \throws SubprocessError for a stream that has failed; ValueError for a null pointer
template <class T> [[nodiscard]] Source from(T&& origin) {
    using U = std::decay_t<T>;
    if constexpr (detail::is_string_or_path<U>)
        static_assert(detail::never<T>,
                      "subprocess: from() takes an open stream; a string goes to input, and a file by "
                      "name is stdin_ = open(\"name\")");
    else if constexpr (std::is_same_v<U, Reader>)
        static_assert(detail::never<T>, "subprocess: the stream of another Popen goes to stdin_ as it is: "
                                        "stdin_ = p.stdout_");
    else if constexpr (std::is_same_v<U, std::FILE*>) {
        if (origin == nullptr)
            detail::refuse_null_pointer("from");
        return Source(detail::source_node_of<detail::FilePieces>(origin));
    } else if constexpr (detail::is_istream<U>) {
        if (origin.fail())
            detail::throw_stream_failed("from");
        return Source(detail::source_node_of<detail::StreamPieces<T>>(static_cast<T&&>(origin)));
    } else if constexpr (detail::has_descriptor<U>)
        return Source(detail::handle_source_node(detail::kept_handle(static_cast<T&&>(origin))));
    else
        static_assert(detail::never<T>,
                      "subprocess: from() takes a std::istream, a FILE*, or an object with a "
                      "descriptor, such as a File; a callable or a range of strings goes to stdin_ as "
                      "it is");
}

} // namespace v1
} // namespace subprocess
