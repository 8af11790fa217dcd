/// \file
/// append(): a file that a child's output is added to, by its name.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/values.hpp>

#include <string>
#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

namespace arg {

/// What append() returns: the name of a file, and not an open file.
class Append {
public:
    /// \name The name
    /// \{
    /// It is copied, and becomes that of an open file only when a child starts.
    explicit Append(std::string name) : m_name(std::move(name)) {}
    const std::string& name() const { return m_name; }
    /// \}

private:
    std::string m_name;
};

} // namespace arg

/// The shell's `>>`: `stdout_ = append("log")`. The file is opened for appending when the child starts, and created if
/// it is missing; we close it after the start. An Options keeps the name, and each start opens the file anew.
/// \throws ValueError for a null pointer and for a NUL byte. The start throws OSError, with the filename, if the file
/// cannot be opened
[[nodiscard]] arg::Append append(const arg::Path& name);

} // namespace v1
} // namespace subprocess
