#include "os/ask.hpp"

#include "os/posix/posix.hpp"

#include <subprocess/error.hpp>

#include <grp.h>
#include <pwd.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Looks up a name in the system's database, with a buffer that grows as large as the entry needs.
template <class Entry, class Find>
Entry* find(Find function, const std::string& name, Entry& entry, std::vector<char>& memory) {
    memory.resize(1024);
    for (;;) {
        Entry* found = nullptr;
        const int error = function(name.c_str(), &entry, memory.data(), memory.size(), &found);
        if (error == 0 || error == ENOENT || error == ESRCH)
            return found;
        if (error != ERANGE && error != EINTR)
            throw_errno(error);
        memory.resize(2 * memory.size());
    }
}

} // namespace

std::uint32_t look_up_user(const std::string& name) {
    passwd entry{};
    std::vector<char> memory;
    const passwd* found = find(::getpwnam_r, name, entry, memory);
    if (found == nullptr)
        throw LookupError("getpwnam(): name not found: '" + name + "'");
    return found->pw_uid;
}

std::uint32_t look_up_group(const std::string& name) {
    group entry{};
    std::vector<char> memory;
    const group* found = find(::getgrnam_r, name, entry, memory);
    if (found == nullptr)
        throw LookupError("getgrnam(): name not found: '" + name + "'");
    return found->gr_gid;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
