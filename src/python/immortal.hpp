// Objects that are never destroyed: other static objects may use them during exit.
#pragma once

#include <new>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The one object of this type. It is made without allocating, so that functions that are noexcept can use it.
template <class T> T& immortal() {
    alignas(T) static unsigned char memory[sizeof(T)];
    static T* const object = new (memory) T;
    return *object;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
