// What a new process is told beyond a STARTUPINFO.
#pragma once

#include "os/windows/windows.hpp"

#include <cstddef>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Names the handles that a new process inherits; others are not, even when they could be.
class AttributeList {
public:
    /// `handles` stay the caller's, who keeps them where they are.
    explicit AttributeList(std::vector<HANDLE>& handles);
    AttributeList(const AttributeList&) = delete;
    AttributeList& operator=(const AttributeList&) = delete;
    ~AttributeList();

    /// Null when there are no handles to name.
    LPPROC_THREAD_ATTRIBUTE_LIST get() const { return m_list; }

private:
    std::vector<std::max_align_t> m_memory;
    LPPROC_THREAD_ATTRIBUTE_LIST m_list = nullptr;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
