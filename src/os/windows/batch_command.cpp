#include "batch_command.hpp"

#include "batch.hpp"
#include "failure.hpp"
#include "filled.hpp"
#include "text/wide.hpp"

namespace subprocess {
inline namespace v1 {
namespace os {

namespace {

/// Where CreateProcess would find it. cmd.exe looks in other places, and says nothing of what it does not find.
std::string found_path(const std::string& program) {
    const std::wstring name = widen(program.substr(0, program.find_last_not_of(". ") + 1));
    const std::wstring path = filled([&name](wchar_t* found, DWORD size) {
        return ::SearchPathW(nullptr, name.c_str(), nullptr, size, found, nullptr);
    });
    check(!path.empty(), program);
    return narrow(path);
}

std::wstring system_shell() {
    return filled(::GetSystemDirectoryW).append(L"\\cmd.exe");
}

} // namespace

CreateCommand batch_command(const SpawnRequest& request) {
    const auto first = request.words.begin() + (request.words.empty() ? 0 : 1);
    const std::vector<std::string> arguments(first, request.words.end());
    CreateCommand command;
    command.application = system_shell();
    command.line = L'"' + *command.application + L"\" ";
    command.line += widen(batch_command_line(found_path(program_of(request)), arguments));
    return command;
}

} // namespace os
} // namespace v1
} // namespace subprocess
