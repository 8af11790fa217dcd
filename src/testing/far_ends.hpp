// The streams of a fake child, on its side.
#pragma once

#include "os/deadline.hpp"
#include "os/start.hpp"

#include <subprocess/handle.hpp>

#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Copies of what the child would have got; empty where it would have got none. It reads no stdin that it inherits.
struct FarEnds {
    explicit FarEnds(const os::Start& start);

    Handle in, out, err;
};

/// Writes all of it, unless the reader is gone or the deadline passes first. \return whether it has
bool write_all(const Handle& stream, std::string_view bytes, const Deadline& deadline);

} // namespace detail
} // namespace v1
} // namespace subprocess
