/// \file
/// CompletedPipeline: what run_pipeline() returns; and PipelineError.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/codes.hpp>
#include <subprocess/command.hpp>
#include <subprocess/output.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/usage.hpp>

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#if defined(__GNUC__) // see subprocess_error.hpp
#pragma GCC visibility push(default)
#endif

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// The result of a finished pipeline. A plain value.
class CompletedPipeline {
public:
    /// \cond
    CompletedPipeline() noexcept;
    CompletedPipeline(const CompletedPipeline& other);
    CompletedPipeline(CompletedPipeline&& other) noexcept;
    CompletedPipeline& operator=(const CompletedPipeline& other);
    CompletedPipeline& operator=(CompletedPipeline&& other) noexcept;
    ~CompletedPipeline();
    /// \endcond

    /// The commands as they were given, without the functions between them.
    std::vector<Command> commands;
    /// Those of all commands, in the same order; see CompletedProcess::returncode.
    std::vector<int> returncodes;
    /// The captured output of the last command, and the stderr of all of them; UTF-8 in text mode. None for a stream
    /// that was not captured.
    Output stdout_, stderr_;
    /// With `drain`: whether output was left before its end of file, since another process still held the pipe.
    bool leaked = false;
    /// With `tree`: how many processes were ended after the programs that had started them.
    int left_behind = 0;
    /// The time and the memory that each command took; None if it was reaped outside this library.
    std::vector<std::optional<Usage>> usages;
    /// The return codes that are no failure, of each command, if the keyword was given to the pipeline or to a stage.
    std::vector<arg::Codes> ok_codes;

    /// Makes the check of `check = true` afterwards.
    /// \return this object
    /// \throws PipelineError if a command has failed, with the captured output
    const CompletedPipeline& check_returncodes() const;

    /// The text for people, in several lines; see Error::describe().
    /// \throws nothing but std::bad_alloc
    std::string describe() const;
};

/// A checked pipeline failed: a command returned a code other than 0, or one that is not among its `ok_codes`. One that
/// died of SIGPIPE, since the next one wanted no more, has not failed, unless it is the last one. Thrown with `check =
/// true`, and by CompletedPipeline::check_returncodes().
class PipelineError : public SubprocessError {
public:
    /// For your own checks of a pipeline. \throws nothing but std::bad_alloc
    PipelineError(const std::vector<Command>& all, const std::vector<int>& codes, Output out = {}, Output err = {});
    /// What check_returncodes() throws.
    explicit PipelineError(const CompletedPipeline& ended);

    // Defined in src/: inline, they would cost every file that includes this one the members of std::vector.
    PipelineError(const PipelineError& other);
    PipelineError& operator=(const PipelineError& other);
    ~PipelineError() override;

    /// The commands as they were given.
    std::vector<Command> commands;
    /// Those of all commands, in the same order; `-N` if signal N ended one.
    std::vector<int> returncodes;
    /// The positions, in these two, of the commands that failed.
    std::vector<std::size_t> failed;
    /// The captured output, or None for a stream that was not captured.
    Output stdout_, stderr_;

    /// Python's other name for stdout_.
    const Output& output() const noexcept { return stdout_; }

    std::string describe() const override;
};

/// \name Writing pipelines
/// \{
/// Writes what Python's repr would be: `CompletedPipeline(commands=[['ls'], ['wc', '-l']], returncodes=[0, 0])`,
/// `PipelineError([['false'], ['wc', '-l']], [1, 0])`.
std::ostream& operator<<(std::ostream& out, const CompletedPipeline& pipeline);
std::ostream& operator<<(std::ostream& out, const PipelineError& exception);
/// \}

} // namespace v1
} // namespace subprocess

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
