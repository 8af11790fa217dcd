// The control group of one tree: a new subgroup of the one that the caller names, because a group that was killed once
// kills whatever is started in it later.
#pragma once

#include <subprocess/handle.hpp>

#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The supervisor kills and removes the group. This process does so if it cannot.
class TreeGroup {
public:
    TreeGroup() = default;
    /// Makes the group. \param parent the folder of the group that it is to be in. \throws OSError
    explicit TreeGroup(int parent);
    TreeGroup(TreeGroup&& other) noexcept = default;
    TreeGroup& operator=(TreeGroup&& other) noexcept {
        std::swap(m_parent, other.m_parent);
        std::swap(m_folder, other.m_folder);
        std::swap(m_name, other.m_name);
        return *this;
    }
    ~TreeGroup() { remove(); }

    int folder() const noexcept { return m_folder.get(); }
    int parent() const noexcept { return m_parent.get(); }
    const std::string& name() const noexcept { return m_name; }

    /// Ends all processes in the group.
    void kill() const noexcept;
    /// \return false if there still are processes in the group
    bool remove() noexcept;
    /// Leaves it to others.
    void release() noexcept;

private:
    Handle m_parent, m_folder;
    std::string m_name;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
