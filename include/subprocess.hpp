/// \file
/// Python's subprocess module for C++17.
///
/// Everything is in `namespace subprocess`, in its inline namespace `v1`, and comes with `<subprocess.hpp>` unless it
/// is marked *opt-in*. Times are seconds as `double` or `int`, or any std::chrono duration. Strings are std::string,
/// for bytes and text alike; any function that makes one may throw std::bad_alloc. The library never prints anything.
#pragma once

// IWYU pragma: begin_exports
#include <subprocess/args.hpp>
#include <subprocess/command.hpp>
#include <subprocess/completed_pipeline.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/environment.hpp>
#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/list2cmdline.hpp>
#include <subprocess/none.hpp>
#include <subprocess/options.hpp>
#include <subprocess/output.hpp>
#include <subprocess/pipeline.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/popen_set.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/result.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/run.hpp>
#include <subprocess/run_all.hpp>
#include <subprocess/secret.hpp>
#include <subprocess/sinks.hpp>
#include <subprocess/sources.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/try_pipeline.hpp>
#include <subprocess/try_run.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/wait_any.hpp>
#include <subprocess/windows.hpp>
// IWYU pragma: end_exports
