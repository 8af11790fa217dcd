#include "end_of_one.hpp"

#include "child_process.hpp"
#include "os/process.hpp"
#include "os/wait_for.hpp"
#include "pauses.hpp"

#include <algorithm>
#include <memory>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

bool EndOfOne::has_happened() {
    return std::any_of(m_children.begin(), m_children.end(),
                       [](const ChildProcess* child) { return child->process->wait(Deadline::passed()).has_value(); });
}

NativeHandle EndOfOne::handle() const noexcept {
    return m_children.size() == 1 ? m_children.front()->process->native_handle() : no_handle;
}

bool EndOfOne::await(const Deadline& deadline) {
    const auto stands_still = [](const ChildProcess* child) { return child->process->stands_still; };
    if (!has_happened() && std::all_of(m_children.begin(), m_children.end(), stands_still))
        return m_children.front()->process->wait(deadline).has_value();
    std::vector<os::Watched> ends;
    ends.reserve(m_children.size());
    for (const ChildProcess* const child : m_children)
        ends.push_back({{child->process->native_handle()}});
    for (Pauses pauses; !has_happened();) {
        if (deadline.has_passed())
            return false;
        const bool are_told = std::none_of(ends.begin(), ends.end(), [](auto& end) { return end.handle == no_handle; });
        os::wait_for(ends, are_told ? deadline : earlier(deadline, pauses.next()));
        for (os::Watched& end : ends)
            if (end.is_ready) // too early, unless its child has ended
                end.handle = no_handle;
    }
    return true;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
