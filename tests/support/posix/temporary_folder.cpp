// Gives the process its own temporary folder.
#include "support/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include <unistd.h>

namespace tests {

namespace fs = std::filesystem;

fs::path private_temporary_folder() {
    std::string name = fs::temp_directory_path() / "subprocess-tests.XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), name);
    fs::permissions(name, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    ::setenv("TMPDIR", name.c_str(), 1);
    return name;
}

} // namespace tests
