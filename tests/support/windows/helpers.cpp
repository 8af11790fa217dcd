#include "support/helpers.hpp"

#include "support/windows/windows.hpp"

#include <cstdio>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>

namespace tests {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(static_cast<int>(::GetLastError()), std::system_category(), what);
}

/// Wine adds these variables to every process; Windows does not.
bool is_added_by_wine(const std::string& variable) {
    const std::string name = variable.substr(0, variable.find('=', 1));
    return name.compare(0, 4, "WINE") == 0 || name == "SystemDrive" || name == "SystemRoot";
}

} // namespace

Pipe::Pipe() {
    HANDLE ends[2];
    if (!::CreatePipe(&ends[0], &ends[1], nullptr, 1 << 16))
        fail("CreatePipe");
    reader = subprocess::Handle(ends[0]);
    writer = subprocess::Handle(ends[1]);
}

std::string Pipe::read() const {
    char buffer[65536];
    DWORD count = 0;
    if (!::ReadFile(reader.get(), buffer, sizeof buffer, &count, nullptr) && ::GetLastError() != ERROR_BROKEN_PIPE)
        fail("ReadFile");
    return {buffer, count};
}

subprocess::Options passing(const std::vector<subprocess::NativeHandle>& handles) {
    for (const HANDLE handle : handles)
        if (!::SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT))
            fail("SetHandleInformation");
    subprocess::StartupInfo info;
    info.lpAttributeList.handle_list = handles;
    subprocess::Options options;
    options.startupinfo = info;
    return options;
}

bool LifeLine::alive() const {
    return ::PeekNamedPipe(m_pipe.reader.get(), nullptr, 0, nullptr, nullptr, nullptr) != 0;
}

Descriptor::Descriptor(const std::filesystem::path& path)
    : m_fd(::_wopen(path.c_str(), _O_RDWR | _O_CREAT | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE)) {
    if (m_fd < 0)
        fail("_wopen");
}

Descriptor::~Descriptor() {
    ::_close(m_fd);
}

// For 0, 1 and 2 the C runtime also changes the standard handle of the process.
Diverted::Diverted(int fd, const std::filesystem::path& path) : m_fd(fd), m_saved(::_dup(fd)) {
    std::fflush(nullptr);
    ::_dup2(Descriptor(path).fileno(), m_fd);
}

Diverted::~Diverted() {
    ::_dup2(m_saved, m_fd);
    ::_close(m_saved);
}

std::string own_variables(const std::string& printed) {
    std::istringstream lines(printed);
    std::string own;
    for (std::string line; std::getline(lines, line);)
        if (!is_added_by_wine(line))
            own += line + '\n';
    return own;
}

} // namespace tests
