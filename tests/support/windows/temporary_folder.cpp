// Gives the process its own temporary folder.
#include "support/temporary_folder.hpp"
#include "support/windows/windows.hpp"

#include <string>

namespace tests {

namespace fs = std::filesystem;

fs::path private_temporary_folder() {
    const fs::path folder = fs::temp_directory_path() / ("subprocess-tests." + std::to_string(::GetCurrentProcessId()));
    fs::remove_all(folder); // left by a killed process that had the same id
    fs::create_directory(folder);
    for (const wchar_t* name : {L"TMPDIR", L"TMP", L"TEMP"})
        ::SetEnvironmentVariableW(name, folder.c_str());
    return folder;
}

} // namespace tests
