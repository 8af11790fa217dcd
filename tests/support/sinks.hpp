// What the tests of sinks share.
#pragma once

#include "support/helpers.hpp"

#include <subprocess.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using Lines = std::vector<std::string>;

inline auto into(Lines& lines) {
    return subprocess::each_line([&lines](std::string_view line) { lines.emplace_back(line); });
}

/// The lines of a child that writes these bytes.
template <class... K> Lines lines_of(std::string_view bytes, K&&... keywords) {
    Lines lines;
    subprocess::run(child("bytes", 1, in_hex(bytes)), subprocess::stdout_ = into(lines), subprocess::check = true,
                    std::forward<K>(keywords)...);
    return lines;
}

struct Stopped {};

/// The name of a new file, which is removed at the end.
class NewFile {
public:
    NewFile() { std::filesystem::remove(m_path); }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile() { std::filesystem::remove(m_path); }

    const std::filesystem::path& path() const { return m_path; }
    std::string content() const { return content_of(m_path); }

private:
    std::filesystem::path m_path = std::filesystem::temp_directory_path() / "sink";
};

} // namespace tests
