// DuplicateHandle() within this process.
#pragma once

#include <subprocess/handle.hpp>

#include "os/windows/failure.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

enum class Inheritable { no, yes };

inline Handle duplicate(NativeHandle handle, Inheritable inheritable) {
    HANDLE copy = nullptr;
    check(::DuplicateHandle(::GetCurrentProcess(), handle, ::GetCurrentProcess(), &copy, 0,
                            inheritable == Inheritable::yes, DUPLICATE_SAME_ACCESS));
    return Handle(copy);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
