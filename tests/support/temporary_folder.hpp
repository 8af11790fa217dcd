// Gives the process its own temporary folder.
#pragma once

#include <filesystem>

namespace tests {

/// Creates a folder and makes it this process's temporary folder (TMPDIR).
std::filesystem::path private_temporary_folder();

} // namespace tests
