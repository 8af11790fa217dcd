// The calls that return what others throw.
#include <subprocess/try_run.hpp>

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_pipeline.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/pipeline.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/result.hpp>
#include <subprocess/run.hpp>
#include <subprocess/try_pipeline.hpp>

#include "os/cancellation.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Also keeps the thread from being cancelled meanwhile: that would leave by an exception, too.
template <class Work> auto as_result(Work work) noexcept -> Result<decltype(work())> {
    const os::NotCancellable until_it_returns;
    try {
        return work();
    } catch (...) {
        return Failure::current();
    }
}

} // namespace

Result<CompletedProcess> try_run(const Args& command, const Keywords& keywords) noexcept {
    return as_result([&] { return run(command, keywords); });
}

Result<std::string> try_check_output(const Args& command, const Keywords& keywords) noexcept {
    return as_result([&] { return check_output(command, keywords); });
}

Result<int> try_call(const Args& command, const Keywords& keywords) noexcept {
    return as_result([&] { return call(command, keywords); });
}

Result<int> try_check_call(const Args& command, const Keywords& keywords) noexcept {
    return as_result([&] { return check_call(command, keywords); });
}

Result<CompletedPipeline> try_run_pipeline(const StageSource& source, const Keywords& keywords) noexcept {
    return as_result([&] {
        StageList stages;
        source.add_to(source.stages, stages);
        return run_pipeline(stages, keywords);
    });
}

} // namespace detail

Result<Popen> Popen::start_or_fail(const Args& command, const detail::Keywords& keywords) noexcept {
    return detail::as_result([&] {
        Popen process;
        process.start_checked(command, keywords);
        return process;
    });
}

Result<int> Popen::wait_or_fail(const detail::Keywords& keywords) noexcept {
    return detail::as_result([&] { return wait_with(keywords); });
}

Result<Outputs> Popen::communicate_or_fail(const detail::Keywords& keywords) noexcept {
    return detail::as_result([&] { return communicate_with(keywords); });
}

} // namespace v1
} // namespace subprocess
