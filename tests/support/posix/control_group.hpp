// Control groups of Linux (cgroups(7), version 2), where tests may make them.
#pragma once

#include <filesystem>
#include <string>

namespace tests {

/// A new group, which is removed at the end. By then it must be empty.
class ControlGroup {
public:
    /// \param parent the folder of the group that it is to be in; by default the root of all groups
    explicit ControlGroup(const std::filesystem::path& parent = root());
    ControlGroup(const ControlGroup&) = delete;
    ControlGroup& operator=(const ControlGroup&) = delete;
    ~ControlGroup();

    /// False if no group can be made.
    bool exists() const { return !m_folder.empty(); }
    /// False before Linux 5.14.
    bool can_be_killed() const { return exists() && std::filesystem::exists(m_folder / "cgroup.kill"); }
    const std::filesystem::path& folder() const { return m_folder; }
    /// As in /proc/PID/cgroup, without the root's.
    std::string name() const { return m_folder.filename(); }

    void kill() const;
    /// Moves this process into the group.
    void enter() const;
    /// Gives the group to another user.
    void give_to(unsigned user) const;
    /// How many subgroups it has.
    int subgroups() const;

    /// Where the groups are mounted; empty if they are not.
    static std::filesystem::path root();

private:
    std::filesystem::path m_folder;
};

} // namespace tests
