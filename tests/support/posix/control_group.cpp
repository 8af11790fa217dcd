#include "support/posix/control_group.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sys/stat.h>
#include <unistd.h>

namespace tests {

namespace fs = std::filesystem;

fs::path ControlGroup::root() {
    std::ifstream mounts("/proc/self/mounts");
    for (std::string line; std::getline(mounts, line);) {
        std::istringstream words(line);
        std::string device, folder, type;
        words >> device >> folder >> type;
        if (type == "cgroup2")
            return folder;
    }
    return {};
}

ControlGroup::ControlGroup(const fs::path& parent) {
    static int count = 0;
    const fs::path folder = parent / ("tests-" + std::to_string(::getpid()) + '-' + std::to_string(++count));
    if (!parent.empty() && ::mkdir(folder.c_str(), 0755) == 0)
        m_folder = folder;
}

ControlGroup::~ControlGroup() {
    if (exists())
        ::rmdir(m_folder.c_str());
}

void ControlGroup::kill() const {
    std::ofstream(m_folder / "cgroup.kill") << '1';
}

void ControlGroup::enter() const {
    if (!(std::ofstream(m_folder / "cgroup.procs") << '0' << std::flush))
        throw std::runtime_error("cgroup.procs");
}

void ControlGroup::give_to(unsigned user) const {
    for (const fs::path& path : {m_folder, m_folder / "cgroup.procs"})
        if (::chown(path.c_str(), user, static_cast<gid_t>(-1)) != 0)
            throw std::runtime_error("chown");
}

int ControlGroup::subgroups() const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(m_folder))
        count += entry.is_directory();
    return count;
}

} // namespace tests
