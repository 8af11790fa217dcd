/// \file
/// Opt-in: {fmt}, 9 or later, formats what std::ostream prints: `fmt::print("{}\n", result)`.
///
/// The only public header that needs {fmt}.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/output.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/return_code.hpp>

#include <fmt/ostream.h>

/// \cond
template <> struct fmt::formatter<subprocess::Command> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::Output> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::ReturnCode> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::CompletedProcess> : fmt::ostream_formatter {};
template <> struct fmt::formatter<subprocess::Popen> : fmt::ostream_formatter {};
/// \endcond
