#include "batch_command.hpp"

#include "codecs/wide.hpp"
#include "os/windows/ask/variable.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/filled.hpp"
#include "words/cmd_exe.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr DWORD longest_path = 32768;

std::wstring own_folder() {
    const std::wstring program = filled([](wchar_t* path, DWORD size) {
        return size == 0 ? longest_path
                         : ::GetModuleFileNameW(nullptr, path, size); // it does not return the size that it needs
    });
    return program.substr(0, program.rfind(L'\\'));
}

/// The folders in which CreateProcess looks for a program. SearchPath's own default ignores
/// %NoDefaultCurrentDirectoryInExePath%, by which users exclude the current folder.
std::wstring folders_for(const std::wstring& name) {
    std::wstring folders = own_folder();
    if (::NeedCurrentDirectoryForExePathW(name.c_str()))
        folders += L";.";
    const std::wstring windows = filled(::GetWindowsDirectoryW);
    folders += L';' + filled(::GetSystemDirectoryW) + L';' + windows + L"\\System;" + windows;
    const std::wstring path = widen(variable(L"PATH"));
    return path.empty() ? folders : folders + L';' + path;
}

/// Where CreateProcess would find the program. The search cannot be left to cmd.exe: it looks in other places, and if
/// it finds nothing, we could not throw FileNotFoundError.
std::string found_path(const Start& start) {
    const std::string program = program_of(start);
    const std::wstring name = widen(program.substr(0, program.find_last_not_of(". ") + 1));
    const std::wstring folders = folders_for(name);
    const std::wstring path = filled([&](wchar_t* found, DWORD size) {
        return ::SearchPathW(folders.c_str(), name.c_str(), nullptr, size, found, nullptr);
    });
    check(!path.empty(), shown_program_of(start));
    return narrow(path);
}

std::wstring system_shell() {
    return filled(::GetSystemDirectoryW).append(L"\\cmd.exe");
}

std::vector<std::string> arguments_in(const std::vector<std::string>& words) {
    return {words.begin() + (words.empty() ? 0 : 1), words.end()};
}

} // namespace

CreateCommand batch_command(const Start& start) {
    CreateCommand command;
    command.application = system_shell();
    command.line = L'"' + *command.application + L"\" ";
    command.line += widen(
        batch_command_line(found_path(start), arguments_in(start.command.words), arguments_in(*start.command.shown)));
    return command;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
