// run() and its shortcuts, each a few lines over Popen. In a header they would cost every file that includes it.
#include <subprocess/run.hpp>

#include <subprocess/codes.hpp>
#include <subprocess/given.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/values.hpp>

#include "bounds.hpp"
#include "call/check_arguments.hpp"
#include "call/ok_codes.hpp"
#include "call/terminal.hpp"
#include "python/raise.hpp"
#include "run_keywords.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {

namespace detail {

/// What the functions here have in common, and may do with a Popen.
class Calls {
public:
    struct Ended {
        int returncode;
        bool has_failed;
        std::optional<Usage> usage;
    };

    static CompletedProcess run(const Args& command, const Keywords& keywords);
    static Ended call(const Args& command, const Keywords& keywords, Function function);
};

CompletedProcess Calls::run(const Args& command, const Keywords& keywords) {
    const RunKeywords run_keywords(keywords);
    const Keywords all = run_keywords.all();
    Bounds bounds(all);
    bounds.require_not_cancelled(command);
    Popen process = Popen::started(command, all);
    Outputs outputs = process.communicate_or_end(keywords.get<kw::input>(), bounds);
    return process.complete(std::move(outputs), keywords.get<kw::check>(), ok_codes_of(keywords));
}

Calls::Ended Calls::call(const Args& command, const Keywords& keywords, Function function) {
    check_arguments(keywords, function);
    Bounds bounds(keywords);
    bounds.require_not_cancelled(command);
    Popen process = Popen::started(command, keywords);
    if (terminal_of(keywords) != nullptr) { // what it shows must be read, and is dropped
        process.communicate_or_end(arg::Bytes(), bounds);
        return {process.returncode.value(), process.has_failed(ok_codes_of(keywords)), process.usage};
    }
    const int code = process.wait_or_end(bounds);
    return {code, process.has_failed(ok_codes_of(keywords)), process.usage};
}

CompletedProcess run(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_run);
    return Calls::run(command, keywords);
}

std::string check_output(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_check_output);
    const arg::Redirect<1> out(PIPE);
    const arg::Flag checked = true;
    const arg::Bytes nothing =
        keywords.find<kw::input>() != nullptr && !keywords.given<kw::input>() ? arg::Bytes("") : arg::Bytes();
    Slot slots[3] = {{kw::check::id, &checked}};
    std::size_t count = 1;
    if (nothing.given())
        slots[count++] = {kw::input::id, &nothing};
    if (terminal_of(keywords) == nullptr)
        slots[count++] = {kw::stdout_::id, &out};
    return Calls::run(command, Keywords(slots, count, &keywords)).stdout_;
}

int call(const Args& command, const Keywords& keywords) {
    return Calls::call(command, keywords, fn_call).returncode;
}

int check_call(const Args& command, const Keywords& keywords) {
    const Calls::Ended ended = Calls::call(command, keywords, fn_check_call);
    if (ended.has_failed)
        throw_with({ReturnCode(ended.returncode), ended.usage}, CalledProcessError(ended.returncode, command));
    return ended.returncode;
}

std::pair<int, std::string> getstatusoutput(Text command, const Keywords& keywords) {
    check_arguments(keywords, fn_getoutput);
    const arg::Flag yes = true;
    const arg::Redirect<1> out(PIPE);
    const arg::Redirect<2> err(STDOUT);
    const Slot slots[] = {
        {kw::shell::id, &yes}, {kw::text::id, &yes}, {kw::stdout_::id, &out}, {kw::stderr_::id, &err}};
    CompletedProcess completed = Calls::run(command, Keywords(slots, 4, &keywords));
    std::string output = std::move(completed.stdout_);
    if (!output.empty() && output.back() == '\n')
        output.pop_back();
    return {completed.returncode, std::move(output)};
}

} // namespace detail

CompletedProcess Popen::complete(Outputs&& outputs, bool is_checked, const arg::Codes* codes) {
    CompletedProcess completed{std::move(args),
                               returncode.value(),
                               std::move(outputs.stdout_),
                               std::move(outputs.stderr_),
                               leaked,
                               left_behind,
                               usage,
                               tree_usage};
    if (codes != nullptr)
        completed.ok_codes = *codes;
    if (is_checked && has_failed(codes))
        completed.check_returncode();
    return completed;
}

} // namespace v1
} // namespace subprocess
