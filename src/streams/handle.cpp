#include <subprocess/handle.hpp>

#include "os/streams.hpp"

namespace subprocess {
inline namespace v1 {

int Handle::close() noexcept {
    return valid() ? detail::os::close(release()) : 0;
}

} // namespace v1
} // namespace subprocess
