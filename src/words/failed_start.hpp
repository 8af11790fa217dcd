// What an OSError knows about the start that has failed.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/error.hpp>
#include <subprocess/opaque.hpp>

#include "os/start.hpp"

#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

class FailedStart {
public:
    /// Lets `exception` describe the start, unless it is about another one. Without memory it remains as it was.
    static void note(OSError& exception, const Command& command, const os::Start& start) noexcept;

    /// Null if the exception is not about a start.
    static const FailedStart* of(const OSError& exception) noexcept { return exception.m_start.get(); }

    Command command;
    std::optional<std::string> cwd;
    std::string path; ///< the folders that were searched
    bool is_about_cwd;
    bool is_about_program; ///< and may say where that was looked for
};

} // namespace detail
} // namespace v1
} // namespace subprocess
