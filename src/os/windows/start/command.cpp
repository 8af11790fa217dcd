#include "command.hpp"

#include "batch_command.hpp"
#include "codecs/wide.hpp"
#include "os/windows/ask/variable.hpp"
#include "os/windows/failure.hpp"
#include "words/cmd_exe.hpp"
#include "words/command_line.hpp"

#include <subprocess/error.hpp>

#include <filesystem>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr std::size_t longest_line = 32766; // CreateProcess takes 32767 with the null

bool is_absolute(const std::string& path) {
    return std::filesystem::path(widen(path)).is_absolute();
}

/// A name without a folder would be looked for in ours, and in the current one, before the system's.
std::string shell_program() {
    std::string named = variable(L"ComSpec");
    if (!named.empty())
        return named;
    std::string standard = variable(L"SystemRoot").append("\\System32\\cmd.exe");
    if (!is_absolute(standard))
        throw FileNotFoundError(std::make_error_code(std::errc::no_such_file_or_directory), ERROR_FILE_NOT_FOUND,
                                "shell not found: neither %ComSpec% nor %SystemRoot% is set", {});
    return standard;
}

std::string line_of(const SpawnRequest& request) {
    if (request.is_string)
        return request.words.front();
    return command_line(request.words);
}

} // namespace

std::string program_of(const SpawnRequest& request) {
    if (request.executable)
        return *request.executable;
    if (request.shell)
        return shell_program();
    return request.words.front();
}

namespace {

/// A string is the command line as it stands, also one that begins with a batch file.
bool is_for_batch_file(const SpawnRequest& request) {
    return !request.shell && !request.is_string && is_batch_file(program_of(request));
}

CreateCommand ordinary_command(const SpawnRequest& request) {
    CreateCommand command;
    std::string line = line_of(request);
    if (request.executable)
        command.application = widen(*request.executable);
    if (request.shell) {
        const std::string shell = program_of(request);
        if (is_absolute(shell))
            command.application = widen(shell);
        line = shell + " /c \"" + line + '"';
    }
    command.line = widen(line);
    return command;
}

} // namespace

CreateCommand command_of(const SpawnRequest& request) {
    CreateCommand command = is_for_batch_file(request) ? batch_command(request) : ordinary_command(request);
    if (command.line.size() > longest_line)
        throw_windows_error(ERROR_FILENAME_EXCED_RANGE);
    return command;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
