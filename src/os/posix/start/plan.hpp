// Makes a ChildPlan out of a Start, whose command and environment must outlive it.
#pragma once

#include "child.hpp"
#include "os/start.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The keyword to name in an error of `step`; empty if the step has none, or if the error names a file instead.
detail::KeywordName keyword_of(Step step);

/// The plan and everything that it points to. It must be on the heap, for the reason given at Loan.
class PreparedChild {
public:
    explicit PreparedChild(const Start& start);
    PreparedChild(const PreparedChild&) = delete;
    PreparedChild& operator=(const PreparedChild&) = delete;

    ChildPlan plan{};
    ChildReport report{};

    /// A child that changes its user or groups must not share our memory: the kernel would make this process undumpable
    /// for good, and a less privileged process could reach our memory. The user's code must not run in our memory
    /// either.
    bool needs_memory_of_its_own() const {
        return plan.set_user || plan.set_group || plan.set_groups || plan.preexec != nullptr;
    }

    /// Whether the child was killed before it did anything. This happens in a control group that was killed as a whole:
    /// the kernel then kills everything that is made in it or, by one of its members, outside of it.
    bool was_killed_at_birth() const { return plan.cgroup >= 0 && report.step == Step::none && report.has_run == 0; }

    /// For a descriptor that the child needs: a copy of it if the child puts another one in its place.
    Handle out_of_the_way(Handle handle) const;

    /// What plan.candidates points to if the child may try only one.
    const char* only_candidate[2]{};

    /// The candidate that exec will take, if any: the first one that exists, or else the last one.
    const char* first_present() const;

    /// What to name in the error of a limit; empty if the child's report is about none.
    std::string refused_limit() const;

    /// The file to name in an error of `step`; empty if there is none.
    std::string subject_of(Step step) const;

private:
    void read_command(const Start& start);
    void read_environment(const Start& start);
    void find_candidates(const Start& start);
    void read_descriptors(const Start& start);
    void read_passed(const std::vector<PassedFd>& fds);
    bool replaces(int fd) const;
    int safe_source(int fd);
    void read_session(const Start& start);
    void read_limits(const Start& start);
    void read_identity(const Start& start);

    const Start& m_start;
    std::vector<char*> m_argv;
    std::vector<char*> m_pointers; ///< to the variables of the environment
    char** m_environment = nullptr;
    Handle m_cgroup;
    std::string m_program;
    std::optional<std::string> m_cwd;
    std::vector<std::string> m_paths;
    std::vector<const char*> m_candidates;
    std::vector<int> m_pass_fds;
    std::vector<MovedFd> m_moved_fds;
    std::vector<Handle> m_copies;
    std::vector<ChildLimit> m_limits;
    std::vector<gid_t> m_groups;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
