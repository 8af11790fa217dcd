/// \file
/// Opaque: the owner of an object whose type the public headers only declare.
#pragma once

#include <subprocess/api.hpp>

#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// Owns a T that is defined in src/. (std::unique_ptr would bring in <memory>.)
template <class T> class Opaque {
public:
    explicit Opaque(T* object = nullptr) noexcept : m_object(object) {}
    Opaque(Opaque&& other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    Opaque& operator=(Opaque&& other) noexcept {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Opaque() {
        if (m_object != nullptr)
            destroy(m_object);
    }

    T* get() const noexcept { return m_object; }
    T* release() noexcept { return std::exchange(m_object, nullptr); }
    T* operator->() const noexcept { return m_object; }
    explicit operator bool() const noexcept { return m_object != nullptr; }

private:
    T* m_object;
};

/// The same, but a copy owns a copy of the object.
template <class T> class OpaqueCopy {
public:
    explicit OpaqueCopy(T* object = nullptr) noexcept : m_object(object) {}
    OpaqueCopy(const OpaqueCopy& other) : m_object(other ? copy_of(*other.m_object) : nullptr) {}
    OpaqueCopy(OpaqueCopy&& other) noexcept : m_object(other.m_object) { other.m_object = nullptr; }
    // NOLINTNEXTLINE(bugprone-unhandled-self-assignment): a copy of itself is as good
    OpaqueCopy& operator=(const OpaqueCopy& other) { return *this = OpaqueCopy(other); }
    OpaqueCopy& operator=(OpaqueCopy&& other) noexcept {
        T* const old = m_object;
        m_object = other.m_object;
        other.m_object = old;
        return *this;
    }
    ~OpaqueCopy() {
        if (m_object != nullptr)
            destroy(m_object);
    }

    T* get() const noexcept { return m_object; }
    T* operator->() const noexcept { return m_object; }
    explicit operator bool() const noexcept { return m_object != nullptr; }

private:
    T* m_object;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
