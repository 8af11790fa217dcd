/// \file
/// Opt-in: formatters for {fmt} 9 or later, which print what std::ostream prints: `fmt::print("{}\n", result)`.
///
/// They cover Command, Secret, Output, ReturnCode, CompletedProcess, Popen, None and the exceptions. This is the only
/// public header that needs {fmt}; with CMake, link `subprocess::format`.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/error.hpp>
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/secret.hpp>
#include <subprocess/subprocess_error.hpp>

#include <fmt/format.h>
#include <fmt/ostream.h>

/// \cond
template <> struct fmt::formatter<subprocess::Command> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::Secret> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::Output> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::ReturnCode> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::CompletedProcess> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::Popen> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::None_t> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::CalledProcessError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::TimeoutExpired> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::OutputLimitExceeded> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::Cancelled> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::OSError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::FileNotFoundError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::PermissionError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::NotADirectoryError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::IsADirectoryError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::BlockingIOError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::ChildProcessError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::ProcessLookupError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::BrokenPipeError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::ValueError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::UnicodeDecodeError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::UnicodeEncodeError> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::LookupError> : fmt::ostream_formatter {};
/// \endcond
