// Lists what outlives a call in this process: open files, children, signal handlers. Every test runs inside a Census,
// which fails it if something is different afterwards:
//
//     TEST_CASE_METHOD(Census, "a closed pipe stays closed") { ... }
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace tests {

/// Findings by name: {"fd 5", "pipe:[1234]"}, {"SIGPIPE", "default"}.
using Findings = std::map<std::string, std::string>;

/// The open descriptors and their targets; on Windows the handles.
Findings open_fds();

/// Everything that the census counts.
Findings take_census();

/// The differences, one on each line; empty if nothing changed.
std::string differences(const Findings& before, const Findings& after);

/// The children of this process, alive or zombies; reaps the zombies.
std::string children();

/// Adds the files in the temporary folder.
void add_temporary_files(Findings& findings);

class Census {
public:
    Census();
    Census(const Census&) = delete;
    Census& operator=(const Census&) = delete;
    ~Census();

    /// This test's own folder, which is removed after it. Tests create files only here.
    const std::filesystem::path& folder() const { return m_folder; }

    /// Writes a file into the folder. \return its path
    std::filesystem::path file(const std::string& name, const std::string& content) const;

private:
    Findings m_before;
    std::filesystem::path m_folder;
};

} // namespace tests
