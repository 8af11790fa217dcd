#include "support/census.hpp"

#include "support/catch.hpp"

#include <chrono>
#include <fstream>
#include <system_error>

namespace tests {

namespace fs = std::filesystem;

void add_temporary_files(Findings& findings) {
    for (const auto& entry : fs::directory_iterator(fs::temp_directory_path()))
        findings["temporary file " + entry.path().filename().string()] = "there";
}

Census::Census() : m_before(take_census()), m_folder(fs::temp_directory_path() / "folder") {
    CHECK(children() == "");
    fs::create_directory(m_folder);
    fs::permissions(m_folder, fs::perms::all);
}

Census::~Census() {
    // Windows cannot remove a file while a process that was just ended still has it open.
    std::error_code refused;
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    do
        fs::remove_all(m_folder, refused);
    while (refused && std::chrono::steady_clock::now() < limit);
    CHECK(children() == "");
    CHECK(differences(m_before, take_census()) == "");
}

fs::path Census::file(const std::string& name, const std::string& content) const {
    const fs::path path = m_folder / name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
}

} // namespace tests
