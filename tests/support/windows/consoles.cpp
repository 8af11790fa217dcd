#include "support/windows/consoles.hpp"

#include <utility>

namespace tests {

namespace os = subprocess::detail::os;

namespace {

Consoles* present = nullptr;

std::string in_characters(COORD size) {
    return std::to_string(size.Y) + 'x' + std::to_string(size.X);
}

} // namespace

Consoles::Consoles() {
    static constexpr os::PseudoConsoleCalls noted{&create, &resize, &close};
    present = this;
    os::set_pseudo_console_calls(&noted);
}

Consoles::~Consoles() {
    os::set_pseudo_console_calls(nullptr);
    for (;; ::Sleep(1)) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_open == 0)
            return;
    }
}

void Consoles::note(const std::string& call) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_calls.push_back(::GetCurrentThreadId() == m_thread ? call : call + " elsewhere");
}

std::vector<std::string> Consoles::calls() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_calls;
}

std::vector<std::string> Consoles::await_calls(std::size_t count) const {
    while (calls().size() < count)
        ::Sleep(1);
    return calls();
}

HRESULT Consoles::create(COORD size, HANDLE input, HANDLE output, DWORD flags, void** console) {
    present->note("create " + in_characters(size));
    const HRESULT result = present->m_system.create(size, input, output, flags, console);
    const std::lock_guard<std::mutex> lock(present->m_mutex);
    present->m_open += SUCCEEDED(result) ? 1 : 0;
    return result;
}

HRESULT Consoles::resize(void* console, COORD size) {
    if (console == nullptr)
        return E_INVALIDARG;
    present->note("resize " + in_characters(size));
    const HRESULT result = present->m_system.resize(console, size);
    return result == E_NOTIMPL ? S_OK : result;
}

void Consoles::close(void* console) {
    if (present->before_close)
        std::exchange(present->before_close, nullptr)();
    present->m_system.close(console);
    present->note("close");
    const std::lock_guard<std::mutex> lock(present->m_mutex);
    --present->m_open;
}

} // namespace tests
