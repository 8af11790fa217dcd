/// \file
/// Outputs: what communicate() returns.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/output.hpp>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// What communicate() read: `auto [out, err] = p.communicate();`
struct Outputs {
    /// Bytes, or UTF-8 in text mode; None for a stream that is not a PIPE.
    Output stdout_, stderr_;

    /// Makes `std::tie(out, err) = p.communicate()` work. The left side holds Outputs, std::strings or std::ignore.
    template <template <class...> class Tuple, class A, class B> operator Tuple<A&, B&>() && {
        return {stdout_.target<A>(), stderr_.target<B>()};
    }
};

} // namespace v1
} // namespace subprocess
