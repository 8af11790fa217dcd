// What a process has that outlives a call: open files, children, handlers. Every test runs inside a Census, which fails
// it when something is different afterwards:
//
//     TEST_CASE_METHOD(Census, "a closed pipe stays closed") { ... }
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace tests {

/// What was found, by the name of the thing: {"fd 5", "pipe:[1234]"}, {"SIGPIPE", "default"}.
using Findings = std::map<std::string, std::string>;

/// The descriptors that are open, and on what; on Windows the handles.
Findings open_fds();

/// All that is counted.
Findings take_census();

/// What is not the same, one line each; empty when nothing changed.
std::string differences(const Findings& before, const Findings& after);

/// Children of this process, living or waiting to be reaped; a zombie that is found is reaped.
std::string children();

/// What lies in the temporary folder.
void add_temporary_files(Findings& findings);

/// A new folder that is this process's temporary folder from now on, and TMPDIR.
std::filesystem::path private_temporary_folder();

class Census {
public:
    Census();
    Census(const Census&) = delete;
    Census& operator=(const Census&) = delete;
    ~Census();

    /// A folder of the test's own, removed after it. The only place where a test makes files.
    const std::filesystem::path& folder() const { return m_folder; }

    /// Writes a file into the folder. \return its path
    std::filesystem::path file(const std::string& name, const std::string& content) const;

private:
    Findings m_before;
    std::filesystem::path m_folder;
};

} // namespace tests
