#include <subprocess/wait_any.hpp>

#include <subprocess/error.hpp>
#include <subprocess/subprocess_error.hpp>

#include "awaited_children.hpp"
#include "bounds.hpp"
#include "os/ready_set.hpp"

#include <algorithm>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::size_t wait_any_of(Popen* const* children, std::size_t count, const Keywords& keywords) {
    if (count == 0)
        throw ValueError("wait_any: there is no child to wait for");
    Bounds bounds(keywords);
    AwaitedChildren awaited(os::make_ready_set());
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = "wait_any: child " + std::to_string(i);
        if (children[i] == nullptr)
            throw ValueError(name + " is a null pointer");
        awaited.add(*children[i], name);
    }
    bounds.begin();
    const Popen* const first = awaited.next(bounds.deadline());
    if (first == nullptr) {
        bounds.conclude();
        bounds.raise(AnyOf(count));
    }
    return static_cast<std::size_t>(std::find(children, children + count, first) - children);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
