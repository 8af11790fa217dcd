#include "os/ask.hpp"

#include <sys/resource.h>

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

struct LimitName {
    int resource;
    const char* name;
};

constexpr LimitName limit_names[] = {
    {RLIMIT_CORE, "RLIMIT_CORE"},
    {RLIMIT_CPU, "RLIMIT_CPU"},
    {RLIMIT_DATA, "RLIMIT_DATA"},
    {RLIMIT_FSIZE, "RLIMIT_FSIZE"},
    {RLIMIT_NOFILE, "RLIMIT_NOFILE"},
    {RLIMIT_STACK, "RLIMIT_STACK"},
#if defined(RLIMIT_AS)
    {RLIMIT_AS, "RLIMIT_AS"},
#endif
#if defined(RLIMIT_LOCKS)
    {RLIMIT_LOCKS, "RLIMIT_LOCKS"},
#endif
#if defined(RLIMIT_MEMLOCK)
    {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK"},
#endif
#if defined(RLIMIT_MSGQUEUE)
    {RLIMIT_MSGQUEUE, "RLIMIT_MSGQUEUE"},
#endif
#if defined(RLIMIT_NICE)
    {RLIMIT_NICE, "RLIMIT_NICE"},
#endif
#if defined(RLIMIT_NPROC)
    {RLIMIT_NPROC, "RLIMIT_NPROC"},
#endif
#if defined(RLIMIT_RSS)
    {RLIMIT_RSS, "RLIMIT_RSS"},
#endif
#if defined(RLIMIT_RTPRIO)
    {RLIMIT_RTPRIO, "RLIMIT_RTPRIO"},
#endif
#if defined(RLIMIT_RTTIME)
    {RLIMIT_RTTIME, "RLIMIT_RTTIME"},
#endif
#if defined(RLIMIT_SIGPENDING)
    {RLIMIT_SIGPENDING, "RLIMIT_SIGPENDING"},
#endif
};

} // namespace

std::string limit_name(int resource) {
    for (const LimitName& name : limit_names)
        if (name.resource == resource)
            return name.name;
    return "resource " + std::to_string(resource);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
