// A temporary folder of the process's own.
#include "support/temporary_folder.hpp"
#include "support/windows/windows.hpp"

#include <string>

namespace tests {

namespace fs = std::filesystem;

fs::path private_temporary_folder() {
    const fs::path folder = fs::temp_directory_path() / ("subprocess-tests." + std::to_string(::GetCurrentProcessId()));
    fs::remove_all(folder); // of a process that had this number, and was killed
    fs::create_directory(folder);
    for (const wchar_t* name : {L"TMPDIR", L"TMP", L"TEMP"})
        ::SetEnvironmentVariableW(name, folder.c_str());
    return folder;
}

} // namespace tests
