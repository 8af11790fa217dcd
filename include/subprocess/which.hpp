/// \file
/// Opt-in: Python's shutil.which, which says what a name would start. Not part of subprocess.hpp.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/values.hpp>

#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {

/// Finds the file that `program` stands for: as it is when it names a folder, else in the folders of `path`, which are
/// separated as in the environment variable PATH and are that variable when it is None.
///
/// On Windows the extensions of PATHEXT are tried, and the current folder first. A file without one of them is none
/// that could be run. https://docs.python.org/3/library/shutil.html#shutil.which, as of Python 3.15; it looks for
/// executables only. \throws nothing but std::bad_alloc \return the path, relative when the folder is; nothing when
/// there is no such executable file
std::optional<std::string> which(const Arg& program, const PathArg& path = {});

} // namespace v1
} // namespace subprocess
