/// \file
/// Opt-in: Python's shutil.which, which finds the program that a name would start. Not part of subprocess.hpp.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/values.hpp>

#include <optional>
#include <string>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// Finds the file that `program` would start. A name with a folder is taken as it is; any other name is searched for in
/// the folders of `path`, a list like the environment variable PATH. If `path` is None, that variable is used.
///
/// On Windows the current folder is searched first, and the extensions of PATHEXT are tried; a file without one of them
/// does not count as a program. It follows https://docs.python.org/3/library/shutil.html#shutil.which as of
/// Python 3.15, but finds executables only. \throws nothing but std::bad_alloc \return the path, relative if the folder
/// is; nothing if there is no such executable file
std::optional<std::string> which(const arg::Word& program, const arg::Path& path = {});

} // namespace v1
} // namespace subprocess
