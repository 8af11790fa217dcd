// Starts a child by posix_spawn(), for systems without clone(). It does not tell which step failed, so it is used only
// if nothing but exec can fail. If exec fails, fork tries all candidates, and keeps our descriptors until exec: the
// path of the program or of its interpreter may be like /dev/fd/9. On Linux it is used only on request: libc implements
// it as a vfork there, which freezes together with a child that the terminal stops.
#include "ways.hpp"

#include "child.hpp"
#include "memory_sharing.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/io/spawn_lock.hpp"
#include "os/posix/posix.hpp"
#include "plan.hpp"

#include <fcntl.h> // IWYU pragma: keep: for macOS
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
constexpr bool can_close_fds = true;
constexpr short closing_flag = 0;
int add_closing(posix_spawn_file_actions_t& actions, const ChildPlan&) {
    return ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
}
#elif defined(POSIX_SPAWN_CLOEXEC_DEFAULT) // macOS closes everything that no action names
constexpr bool can_close_fds = true;
constexpr short closing_flag = POSIX_SPAWN_CLOEXEC_DEFAULT;
int add_closing(posix_spawn_file_actions_t& actions, const ChildPlan& plan) {
    int error = 0;
    for (int target = 0; target < 3 && error == 0; ++target)
        if (plan.stdio[target] == -1 && ::fcntl(target, F_GETFD) != -1)
            error = ::posix_spawn_file_actions_addinherit_np(&actions, target);
    return error;
}
#else
constexpr bool can_close_fds = false;
constexpr short closing_flag = 0;
int add_closing(posix_spawn_file_actions_t&, const ChildPlan&) {
    return ENOSYS;
}
#endif

#if defined(POSIX_SPAWN_SETSID)
constexpr short new_session_flag = POSIX_SPAWN_SETSID;
#else
constexpr short new_session_flag = 0;
#endif

/// Whether posix_spawn() reports that exec failed. Old libcs do not; neither does glibc under qemu-user, where it waits
/// for a report in memory that is not shared. We try it with a name that no file has.
bool tells_failures() {
    static const bool tells = [] {
        pid_t pid = -1;
        char* const none[] = {nullptr};
        const int error = ::posix_spawn(&pid, "", nullptr, nullptr, none, none);
        if (error == 0)
            retry([&] { return ::waitpid(pid, nullptr, 0); });
        return error == ENOENT;
    }();
    return tells;
}

bool can_express(const PreparedChild& child) {
    const ChildPlan& plan = child.plan;
    for (const int source : plan.stdio)
        if (source >= 0 && source <= STDERR_FILENO)
            return false; // the three might form a cycle
    return usable(Feature::posix_spawn) && memory_sharing() != MemorySharing::copied &&
           !child.needs_memory_of_its_own() && plan.cwd == nullptr && plan.umask < 0 && plan.pass_fd_count == 0 &&
           !plan.set_process_group && plan.terminal < 0 && plan.cgroup < 0 && plan.limit_count == 0 &&
           (!plan.close_fds || can_close_fds) && (!plan.start_new_session || new_session_flag != 0) && tells_failures();
}

class FileActions {
public:
    explicit FileActions(const ChildPlan& plan) {
        require(::posix_spawn_file_actions_init(&m_actions));
        for (int target = 0; target < 3; ++target) {
            if (plan.stdio[target] >= 0)
                require(::posix_spawn_file_actions_adddup2(&m_actions, plan.stdio[target], target));
            if (plan.stdio[target] == closed_stream)
                require(::posix_spawn_file_actions_addclose(&m_actions, target));
        }
        if (plan.close_fds)
            require(add_closing(m_actions, plan));
    }
    ~FileActions() { ::posix_spawn_file_actions_destroy(&m_actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    const posix_spawn_file_actions_t* get() const { return &m_actions; }

private:
    static void require(int error) {
        if (error != 0)
            throw_errno(error);
    }

    posix_spawn_file_actions_t m_actions;
};

class Attributes {
public:
    explicit Attributes(const ChildPlan& plan) {
        ::posix_spawnattr_init(&m_attributes);
        short flags = plan.start_new_session ? new_session_flag : short{0};
        if (plan.close_fds)
            flags = static_cast<short>(flags | closing_flag);
        if (plan.restore_signals) {
            sigset_t restored;
            sigemptyset(&restored);
            sigaddset(&restored, SIGPIPE);
            sigaddset(&restored, SIGXFSZ);
            ::posix_spawnattr_setsigdefault(&m_attributes, &restored);
            sigset_t blocked;
            sigemptyset(&blocked);
            ::posix_spawnattr_setsigmask(&m_attributes, &blocked);
            flags = static_cast<short>(flags | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        }
        ::posix_spawnattr_setflags(&m_attributes, flags);
    }
    ~Attributes() { ::posix_spawnattr_destroy(&m_attributes); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;

    const posix_spawnattr_t* get() const { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes;
};

bool could_not_create_child(int error) {
    return error == EAGAIN || error == ENOMEM;
}

} // namespace

bool start_by_posix_spawn(PreparedChild& child, Started& started) {
    if (!can_express(child))
        return false;
    const ChildPlan& plan = child.plan;
    const FileActions actions(plan);
    const Attributes attributes(plan);
    char** const environment = *plan.environment;
    const auto lock = lock_inheritance();
    const int error =
        ::posix_spawn(&started.pid, child.first_present(), actions.get(), attributes.get(), plan.argv, environment);
    if (could_not_create_child(error))
        throw_errno(error);
    return error == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
