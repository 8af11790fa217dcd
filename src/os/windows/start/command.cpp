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

constexpr std::size_t longest_line = 32766; // CreateProcess takes 32767 with the final null

bool is_absolute(const std::string& path) {
    return std::filesystem::path(widen(path)).is_absolute();
}

/// The path must be absolute: CreateProcess would search for a bare name in our folder and in the current one before
/// the system folder.
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

std::string line_of(const Start& start) {
    if (start.command.is_string)
        return start.command.words.front();
    return command_line(start.command.words);
}

} // namespace

std::string program_of(const Start& start) {
    if (start.command.executable)
        return *start.command.executable;
    if (start.command.shell)
        return shell_program();
    return start.command.words.front();
}

std::string shown_program_of(const Start& start) {
    const bool is_word = !start.command.executable && !start.command.shell;
    return is_word ? start.command.shown->front() : program_of(start);
}

std::string searched_path(const Start&) {
    return variable(L"PATH");
}

namespace {

/// A string is used as the command line unchanged, even if it begins with a batch file.
bool is_for_batch_file(const Start& start) {
    return !start.command.shell && !start.command.is_string && is_batch_file(program_of(start));
}

CreateCommand ordinary_command(const Start& start) {
    CreateCommand command;
    std::string line = line_of(start);
    if (start.command.executable)
        command.application = widen(*start.command.executable);
    if (start.command.shell) {
        const std::string shell = program_of(start);
        if (is_absolute(shell))
            command.application = widen(shell);
        line = shell + " /c \"" + line + '"';
    }
    command.line = widen(line);
    return command;
}

} // namespace

CreateCommand command_of(const Start& start) {
    CreateCommand command = is_for_batch_file(start) ? batch_command(start) : ordinary_command(start);
    if (command.line.size() > longest_line)
        throw_windows_error(ERROR_FILENAME_EXCED_RANGE);
    return command;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
