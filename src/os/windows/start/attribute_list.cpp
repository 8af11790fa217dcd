#include "attribute_list.hpp"

#include "os/windows/failure.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr DWORD most_attributes = 3;
constexpr DWORD_PTR attribute_job_list = 0x2000D; // <windows.h> has these names for Windows 10 only
constexpr DWORD_PTR attribute_pseudo_console = 0x20016;
std::atomic<bool> placing_fails{false};

} // namespace

void AttributeList::limit_inheritance(std::vector<HANDLE>& handles) {
    if (const DWORD error = update(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.data(), handles.size()))
        throw_windows_error(error);
}

DWORD AttributeList::place_in(const HANDLE& job) {
    return placing_fails ? ERROR_NOT_SUPPORTED : update(attribute_job_list, &job, 1);
}

/// Here the value is no pointer to a handle, but the handle.
void AttributeList::attach_to(void* console) {
    if (const DWORD error = update(attribute_pseudo_console, static_cast<const HANDLE*>(console), 1))
        throw_windows_error(error, detail::KeywordName{"pty"});
}

DWORD AttributeList::update(DWORD_PTR attribute, const HANDLE* handles, std::size_t count) {
    if (m_list == nullptr) {
        SIZE_T size = 0;
        ::InitializeProcThreadAttributeList(nullptr, most_attributes, 0, &size); // fails, and returns the size it needs
        m_memory.resize(size / sizeof(std::max_align_t) + 1);
        const auto list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_memory.data());
        check(::InitializeProcThreadAttributeList(list, most_attributes, 0, &size));
        m_list = list;
    }
    const BOOL is_updated = ::UpdateProcThreadAttribute(m_list, 0, attribute, const_cast<HANDLE*>(handles),
                                                        count * sizeof(HANDLE), nullptr, nullptr);
    return is_updated ? 0 : ::GetLastError();
}

AttributeList::~AttributeList() {
    if (m_list != nullptr)
        ::DeleteProcThreadAttributeList(m_list);
}

void set_placing_fails(bool fails) noexcept {
    placing_fails = fails;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
