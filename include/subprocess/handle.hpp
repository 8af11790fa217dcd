/// \file
/// The operating system's handle for an open file, pipe or process, and a class that owns one.
///
/// This is the only public header that tests which platform it is on.
#pragma once

#include <subprocess/api.hpp>

#include <stdio.h>

#if defined(_WIN32)
#include <io.h>
#include <stdint.h>
#include <stdlib.h>
#endif

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

#if defined(_WIN32)

/// A HANDLE on Windows, not a file descriptor of the C runtime.
using NativeHandle = void*;

namespace detail {
inline const NativeHandle no_handle = reinterpret_cast<NativeHandle>(static_cast<intptr_t>(-1));

// Inline on purpose: an int is a file descriptor of the caller's C runtime, which need not be ours.
#if defined(_MSC_VER) || defined(_UCRT)
#if !defined(_MSC_VER) // mingw-w64 has it but does not declare it
extern "C" _CRTIMP
    _invalid_parameter_handler __cdecl _set_thread_local_invalid_parameter_handler(_invalid_parameter_handler);
#endif
inline void __cdecl let_go_on(const wchar_t*, const wchar_t*, const wchar_t*, unsigned, uintptr_t) {}
// In this runtime a closed fd aborts the process unless the thread has installed an invalid-parameter handler.
inline NativeHandle handle_of(int fd) {
    const _invalid_parameter_handler before = _set_thread_local_invalid_parameter_handler(&let_go_on);
    const NativeHandle handle = reinterpret_cast<NativeHandle>(_get_osfhandle(fd));
    _set_thread_local_invalid_parameter_handler(before);
    return handle;
}
#else
inline NativeHandle handle_of(int fd) {
    return reinterpret_cast<NativeHandle>(_get_osfhandle(fd));
}
#endif
inline NativeHandle handle_of(FILE* file) {
    return file == nullptr ? no_handle : handle_of(_fileno(file));
}
} // namespace detail

#else

/// A file descriptor on POSIX.
using NativeHandle = int;

namespace detail {
#if defined(__ELF__) // hidden: see none.hpp
#pragma GCC visibility push(hidden)
#endif
inline constexpr NativeHandle no_handle = -1;
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

inline NativeHandle handle_of(int fd) {
    return fd;
}
inline NativeHandle handle_of(FILE* file) {
    return file == nullptr ? no_handle : ::fileno(file);
}
} // namespace detail

#endif

/// Owns one native handle and closes it. It can be moved, which leaves the source empty, but not copied.
class Handle {
public:
    Handle() noexcept = default;

    /// Takes ownership of `native`; an invalid value makes an empty owner.
    explicit Handle(NativeHandle native) noexcept : m_native(native) {}

    Handle(Handle&& other) noexcept : m_native(other.release()) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            close();
            m_native = other.release();
        }
        return *this;
    }
    ~Handle() { close(); }

    /// True if there is a handle to close.
    bool valid() const noexcept { return m_native != detail::no_handle; }

    /// \name Access
    /// \{
    /// The handle, which this object still owns; -1 (INVALID_HANDLE_VALUE on Windows) if there is none.
    NativeHandle get() const noexcept { return m_native; }
    NativeHandle native_handle() const noexcept { return m_native; }
    /// \}

    /// Gives up the handle without closing it.
    NativeHandle release() noexcept {
        const NativeHandle native = m_native;
        m_native = detail::no_handle;
        return native;
    }

    /// Closes the handle and empties this object, even if closing fails.
    /// \return 0, or the error number from `<errno.h>`
    int close() noexcept;

private:
    NativeHandle m_native = detail::no_handle;
};

} // namespace v1
} // namespace subprocess
