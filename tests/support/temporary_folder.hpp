// A temporary folder of the process's own.
#pragma once

#include <filesystem>

namespace tests {

/// A new folder that is this process's temporary folder from now on, and TMPDIR.
std::filesystem::path private_temporary_folder();

} // namespace tests
