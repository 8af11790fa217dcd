// Makes a child's plan out of a request, whose command and environment must outlive it.
#pragma once

#include "child.hpp"
#include "os/process.hpp"

#include <subprocess/error.hpp>

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The keyword that `step` obeys; empty when it is none, or one that names a file.
detail::KeywordName keyword_of(Step step);

/// On the heap, with all that the plan refers to: see Loan.
class PreparedChild {
public:
    explicit PreparedChild(const SpawnRequest& request);
    PreparedChild(const PreparedChild&) = delete;
    PreparedChild& operator=(const PreparedChild&) = delete;

    ChildPlan plan{};
    ChildReport report{};

    /// A child that changes who it is must not share our memory: the kernel would make us undumpable for good, and let
    /// a less privileged process at our memory. Nor must one that runs the user's code.
    bool needs_memory_of_its_own() const {
        return plan.set_user || plan.set_group || plan.set_groups || plan.preexec != nullptr;
    }

    /// For a plan with a single candidate.
    const char* only_candidate[2]{};

    /// The candidate that exec will take, if it takes any: the first that is there, or else the last.
    const char* first_present() const;

    /// The file that a failure of `step` is about; empty when it is about none.
    std::string subject_of(Step step) const;

private:
    void read_command(const SpawnRequest& request);
    void read_environment(const SpawnRequest& request);
    void find_candidates(const SpawnRequest& request);
    void read_descriptors(const SpawnRequest& request);
    void read_identity(const SpawnRequest& request);

    std::vector<char*> m_argv;
    std::vector<char*> m_pointers; ///< to the environment's variables
    char** m_environment = nullptr;
    std::string m_program;
    std::optional<std::string> m_cwd;
    std::vector<std::string> m_paths;
    std::vector<const char*> m_candidates;
    std::vector<int> m_pass_fds;
    std::vector<gid_t> m_groups;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
