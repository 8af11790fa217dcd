#include "attribute_list.hpp"

#include "os/windows/failure.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

AttributeList::AttributeList(std::vector<HANDLE>& handles) {
    if (handles.empty())
        return;
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size); // fails, and returns the size that it needs
    m_memory.resize(size / sizeof(std::max_align_t) + 1);
    const auto list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_memory.data());
    check(::InitializeProcThreadAttributeList(list, 1, 0, &size));
    m_list = list;
    if (!::UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.data(),
                                     handles.size() * sizeof(HANDLE), nullptr, nullptr)) {
        const DWORD error = ::GetLastError();
        ::DeleteProcThreadAttributeList(list);
        throw_windows_error(error);
    }
}

AttributeList::~AttributeList() {
    if (m_list != nullptr)
        ::DeleteProcThreadAttributeList(m_list);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
