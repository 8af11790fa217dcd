#include "support/census.hpp"
#include "support/windows/processes.hpp"
#include "support/windows/windows.hpp"

#include <clocale>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tests {
namespace {

namespace fs = std::filesystem;

/// The type of a handle's object, such as File; empty if the handle is not open.
std::string type_of(HANDLE handle) {
    DWORD flags = 0;
    if (!::GetHandleInformation(handle, &flags))
        return "";
    alignas(void*) char buffer[1024];
    if (::NtQueryObject(handle, ObjectTypeInformation, buffer, sizeof buffer, nullptr) != 0)
        return "unknown";
    const UNICODE_STRING& name = reinterpret_cast<const PUBLIC_OBJECT_TYPE_INFORMATION*>(buffer)->TypeName;
    return fs::path(std::wstring(name.Buffer, name.Length / sizeof(wchar_t))).string();
}

// Objects that the runtime creates for its own locks and threads at any time.
bool belongs_to_the_runtime(const std::string& type) {
    return type != "File" && type != "Process" && type != "Thread" && type != "Job";
}

void add_environment(Findings& findings) {
    wchar_t* const block = ::GetEnvironmentStringsW();
    for (const wchar_t* next = block; *next != 0; next += std::wcslen(next) + 1) {
        const std::wstring text = next;
        const std::size_t equals = text.find(L'=', 1);
        findings["variable " + fs::path(text.substr(0, equals)).string()] = fs::path(text.substr(equals + 1)).string();
    }
    ::FreeEnvironmentStringsW(block);
}

} // namespace

// Windows assigns the lowest free value, so after that many closed ones there are no more.
Findings open_fds() {
    Findings handles;
    std::uintptr_t value = 4;
    for (int closed = 0; closed < 1024; value += 4, ++closed) {
        const std::string type = type_of(reinterpret_cast<HANDLE>(value));
        if (type.empty())
            continue;
        closed = 0;
        if (!belongs_to_the_runtime(type))
            handles["handle " + std::to_string(value)] = type;
    }
    return handles;
}

Findings take_census() {
    // Only the number of each type is compared, because the C runtime reopens its own handles.
    std::map<std::string, int> counts;
    for (const auto& [handle, type] : open_fds())
        ++counts[type];
    Findings findings;
    for (const auto& [type, count] : counts)
        findings["handles of the type " + type] = std::to_string(count);
    findings["working directory"] = fs::current_path().string();
    findings["locale"] = std::setlocale(LC_ALL, nullptr);
    findings["error mode"] = std::to_string(::GetErrorMode());
    findings["console's code pages"] = std::to_string(::GetConsoleCP()) + ' ' + std::to_string(::GetConsoleOutputCP());
    add_environment(findings);
    add_temporary_files(findings);
    return findings;
}

std::string children() {
    const std::vector<int> running = running_children();
    return running.empty() ? "" : "child " + std::to_string(running.front()) + " is still running";
}

} // namespace tests
