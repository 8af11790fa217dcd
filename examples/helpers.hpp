// Helpers that several examples share.
#pragma once

#include <subprocess.hpp>

#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

/// Python's repr(): the text in quotes, with visible line ends.
inline std::string repr(std::string_view text) {
    return subprocess::Command(text).repr();
}

/// The same for a stream's output: `None` if it was not captured.
inline std::string repr(const subprocess::Output& output) {
    return output == subprocess::None ? "None" : repr(*output);
}

/// The path of a program that was built beside this one.
inline std::filesystem::path beside(const char* this_program, const char* name) {
    return std::filesystem::path(this_program).replace_filename(name);
}

/// Copies lines to our stdout, up to and including the first one that contains `mark`.
inline void print_until(subprocess::Reader& lines, std::string_view mark) {
    for (const std::string& line : lines) {
        std::cout << line << std::flush;
        if (line.find(mark) != std::string::npos)
            return;
    }
}

/// Copies all remaining lines to our stdout.
inline void print_rest(subprocess::Reader& lines) {
    for (const std::string& line : lines)
        std::cout << line << std::flush;
}
