// The PROC_THREAD_ATTRIBUTE_LIST for CreateProcess.
#pragma once

#include "os/windows/windows.hpp"

#include <cstddef>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Limits what a new process inherits to these handles.
class AttributeList {
public:
    /// `handles` must outlive this object, and must not be moved.
    explicit AttributeList(std::vector<HANDLE>& handles);
    AttributeList(const AttributeList&) = delete;
    AttributeList& operator=(const AttributeList&) = delete;
    ~AttributeList();

    /// Null if there are no handles.
    LPPROC_THREAD_ATTRIBUTE_LIST get() const { return m_list; }

private:
    std::vector<std::max_align_t> m_memory;
    LPPROC_THREAD_ATTRIBUTE_LIST m_list = nullptr;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
