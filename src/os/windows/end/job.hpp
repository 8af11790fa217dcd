// A job object: a child and all processes that it starts, directly or not.
#pragma once

#include "os/windows/windows.hpp"

#include <subprocess/handle.hpp>
#include <subprocess/usage.hpp>

#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

class Job {
public:
    /// None.
    Job() = default;

    /// A job without members. When it is closed, as by the death of this process, the system ends its members.
    static Job create();

    bool valid() const { return m_handle.valid(); }
    NativeHandle get() const { return m_handle.get(); }

    /// \throws OSError that names the keyword `tree`
    void add(NativeHandle process) const;

    /// The ids of the members that live, also of those in jobs that members have made.
    std::vector<ULONG_PTR> members() const;

    /// A member that runs, to be waited for; it is not valid if none of them can be. \return none if no member lives
    std::optional<Handle> running_member() const;

    /// The CPU time of all that are or were members; none if the system does not tell, as Wine.
    std::optional<Usage> usage() const noexcept;

    /// Ends all members at once: a shell that outlived its child would go on to its next command. A process that is
    /// just being created may escape.
    void terminate(UINT exit_code) const;

    /// Closes the job; its members live on.
    void release();

private:
    Handle m_handle;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
