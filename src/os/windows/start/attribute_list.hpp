// The PROC_THREAD_ATTRIBUTE_LIST for CreateProcess.
#pragma once

#include "os/windows/windows.hpp"

#include <cstddef>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

class AttributeList {
public:
    AttributeList() = default;
    AttributeList(const AttributeList&) = delete;
    AttributeList& operator=(const AttributeList&) = delete;
    ~AttributeList();

    /// Limits what a new process inherits to these handles.
    /// \param handles not empty; they must outlive this object, and must not be moved
    void limit_inheritance(std::vector<HANDLE>& handles);

    /// Makes a new process a member of the job before it runs.
    /// \param job must outlive this object
    /// \return the error if this system cannot do that: it came with Windows 10
    DWORD place_in(const HANDLE& job);

    /// Makes this the console of a new process. \param console a pseudoconsole; must outlive this object
    void attach_to(void* console);

    /// Null if nothing was asked for.
    LPPROC_THREAD_ATTRIBUTE_LIST get() const { return m_list; }

private:
    DWORD update(DWORD_PTR attribute, const HANDLE* handles, std::size_t count);

    std::vector<std::max_align_t> m_memory;
    LPPROC_THREAD_ATTRIBUTE_LIST m_list = nullptr;
};

/// For tests: whether place_in() fails, as before Windows 10.
void set_placing_fails(bool fails) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
