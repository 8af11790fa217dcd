/// \file
/// Shared: one of the owners of an object whose type the public headers only declare.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/shape.hpp>

#include <type_traits>
#include <utility>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class Node;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {
namespace detail {

void retain(Node* node) noexcept;
void release(Node* node) noexcept;

/// One of the owners of a Node, which are counted. (std::shared_ptr would bring in <memory>.)
class Shared {
public:
    Shared() noexcept = default;
    /// Takes over a count of `node`.
    explicit Shared(Node* node) noexcept : m_node(node) {}
    Shared(const Shared& other) noexcept : m_node(other.m_node) {
        if (m_node != nullptr)
            retain(m_node);
    }
    Shared(Shared&& other) noexcept : m_node(std::exchange(other.m_node, nullptr)) {}
    Shared& operator=(Shared other) noexcept {
        std::swap(m_node, other.m_node);
        return *this;
    }
    ~Shared() {
        if (m_node != nullptr)
            release(m_node);
    }

    Node* get() const noexcept { return m_node; }

private:
    Node* m_node = nullptr;
};

/// An object that was copied or moved in.
struct Kept {
    void* object = nullptr;
    void (*destroy)(void* object) = nullptr;
};

/// Holds a T, or refers to one if T is a reference.
template <class T> struct Held { T object; };

template <class T, class From> Kept keep(From&& from) {
    return {new Held<T>{static_cast<From&&>(from)}, [](void* held) { delete static_cast<Held<T>*>(held); }};
}
template <class T> auto& kept_in(void* held) {
    return static_cast<Held<T>*>(held)->object;
}

/// A descriptor, and the object that owns it, if that was moved in.
struct KeptHandle {
    NativeHandle handle = no_handle;
    Kept owner = {};
};

template <class T> NativeHandle native_handle_of(const T& file) {
    if constexpr (has_native_handle<T>)
        return file.native_handle();
    else if constexpr (has_fileno<T>)
        return handle_of(static_cast<int>(file.fileno()));
    else
        return handle_of(file);
}

template <class T>
inline constexpr bool has_descriptor =
    has_native_handle<std::decay_t<T>> || has_fileno<std::decay_t<T>> || std::is_same_v<std::decay_t<T>, int>;

/// The descriptor of an object, which is moved in unless it is an lvalue.
template <class T> KeptHandle kept_handle(T&& file) {
    using U = std::decay_t<T>;
    if constexpr (std::is_lvalue_reference_v<T> || std::is_scalar_v<U>)
        return {native_handle_of(file)};
    else {
        const Kept owner = keep<U>(static_cast<T&&>(file));
        return {native_handle_of(kept_in<U>(owner.object)), owner};
    }
}

/// \throws OSError for what C's stream functions have left in errno
[[noreturn]] void throw_file_error();
/// \throws SubprocessError that names `function`
[[noreturn]] void throw_stream_failed(const char* function);

} // namespace detail
} // namespace v1
} // namespace subprocess
