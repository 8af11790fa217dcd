/// \file
/// Opt-in: Python's shlex, the words of a POSIX shell: `run(shlex::split(line))`, `"ls " + shlex::quote(name)`.
///
/// Not part of subprocess.hpp. As https://docs.python.org/3/library/shlex.html, and compared with its answers. For the
/// command lines of Windows there is list2cmdline().
#pragma once

#include <subprocess/args.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace shlex {

/// How split() reads, by Python's names.
struct SplitOptions {
    /// Whether `#` begins a comment, which goes to the end of the line and is left out.
    bool comments = false;
    /// Whether quotes are taken away and backslashes escape, as in a POSIX shell.
    bool posix = true;
};

/// The words of a command line, as a shell would split it; nothing is expanded.
/// \throws ValueError when a quotation is not closed, or nothing follows a backslash
std::vector<std::string> split(detail::Text line, const SplitOptions& options = {});

/// A string or path as one word of a POSIX shell, in single quotes unless it is safe without them.
/// \throws nothing but std::bad_alloc
std::string quote(const Arg& word);

/// The command line that split() splits into these words: each is quoted. \throws nothing but std::bad_alloc
std::string join(Args words);

} // namespace shlex
} // namespace v1
} // namespace subprocess
