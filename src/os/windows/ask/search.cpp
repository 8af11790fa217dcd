// Finds programs by name.
#include "os/ask.hpp"

#include "codecs/wide.hpp"
#include "os/windows/windows.hpp"
#include "variable.hpp"
#include "words/pasted.hpp"
#include "words/search.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr const char* standard_path = ".;C:\\bin";                                   // Python's os.defpath
constexpr const char* standard_extensions = ".COM;.EXE;.BAT;.CMD;.VBS;.JS;.WS;.MSC"; // and shutil's

bool is_set(const wchar_t* name) {
    return ::GetEnvironmentVariableW(name, nullptr, 0) != 0 || ::GetLastError() != ERROR_ENVVAR_NOT_FOUND;
}

} // namespace

std::vector<std::string> program_candidates(const std::string& program, const std::optional<std::string>& path) {
    std::string folders = path ? *path : is_set(L"PATH") ? variable(L"PATH") : standard_path;
    if (!folders.empty() && ::NeedCurrentDirectoryForExePathW(widen(program).c_str()))
        folders.insert(0, ".;");
    const std::string extensions = variable(L"PATHEXT");
    return windows_candidates(program, folders, extensions.empty() ? standard_extensions : extensions);
}

ProgramPlaces places_of(const std::string& program, const std::string& path) {
    return windows_places(program, path);
}

std::vector<std::string> names_in(const std::string& folder) {
    struct Close {
        using pointer = HANDLE;
        void operator()(HANDLE search) const { ::FindClose(search); }
    };
    std::vector<std::string> names;
    WIN32_FIND_DATAW found{};
    const HANDLE search = ::FindFirstFileW(widen(folder + '*').c_str(), &found);
    if (search == INVALID_HANDLE_VALUE)
        return names;
    const std::unique_ptr<HANDLE, Close> open(search);
    do
        names.push_back(narrow(found.cFileName));
    while (::FindNextFileW(search, &found));
    return names;
}

std::string pasted(const std::vector<std::string>& words) {
    return pasted_in_cmd(words);
}

bool is_executable(const std::string& path) {
    const DWORD attributes = ::GetFileAttributesW(widen(path).c_str());
    return path.find('\0') == path.npos && attributes != INVALID_FILE_ATTRIBUTES &&
           (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
