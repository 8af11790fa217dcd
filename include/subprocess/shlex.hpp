/// \file
/// Opt-in: Python's shlex, for the words of a POSIX shell: `run(shlex::split(line))`, `"ls " + shlex::quote(name)`.
///
/// Not part of subprocess.hpp. It follows https://docs.python.org/3/library/shlex.html, and the tests compare its
/// answers with Python's. For the command lines of Windows use list2cmdline().
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/shape.hpp>

#include <string>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace shlex {

/// The options of split(), under the names that Python uses for them.
struct SplitOptions {
    /// true: `#` begins a comment, which runs to the end of the line and is left out.
    bool comments = false;
    /// true: quotes are removed and backslashes escape, as in a POSIX shell.
    bool posix = true;
};

/// Splits a command line into words, as a shell would, but expands nothing.
/// \throws ValueError if a quotation is not closed, or nothing follows a backslash
std::vector<std::string> split(detail::Text line, const SplitOptions& options = {});

/// Writes a string or path as one word of a POSIX shell, in single quotes unless it is safe without them.
/// \throws ValueError for a secret
std::string quote(const arg::Word& word);

/// Quotes the words and joins them into a line that split() splits into the same words.
/// \throws ValueError for a secret
std::string join(Args words);

} // namespace shlex
} // namespace v1
} // namespace subprocess
