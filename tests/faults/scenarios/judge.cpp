#include "judge.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <new>

namespace faults {

Struck struck;

namespace {

bool is_about(const char* name) {
    return struck.call.find(std::string(" ") + name + " #") != std::string::npos;
}

/// malloc() says so.
bool may_lack_memory() {
    const bool is_of_memory = is_about("mmap") || is_about("mremap") || is_about("mprotect");
    return lacks_memory() || (struck.kind == "error" && is_of_memory);
}

/// An error that becomes another one.
struct Translation {
    const char* scenario;
    const char* call;
    int error; ///< 0: any
    int thrown;
};

const Translation translations[] = {
    {"streams: dialogue", "pwritev2", EIO, EPIPE}, // so a terminal says that nobody uses it any more
    {"streams: pty", "ioctl", 0, EIO},             // the look whether a stream that has failed so is a terminal
    {"streams: pty", "ioctl", ENOTTY, EINVAL},     // libc's unlockpt() says so
    {"streams: dialogue", "ioctl", ENOTTY, EINVAL},
    {"tree: pty", "ioctl", 0, EIO},
    {"tree: pty", "ioctl", ENOTTY, EINVAL},
};

bool is_translated(const std::string& scenario, int thrown) {
    return std::any_of(std::begin(translations), std::end(translations), [&](const Translation& one) {
        return scenario == one.scenario && is_about(one.call) && (one.error == 0 || one.error == struck.value) &&
               thrown == one.thrown;
    });
}

/// What is killed does not read any more, and a program does not start without its supervisor.
bool is_expected(const std::string& scenario, int thrown) {
    if (kills())
        return thrown == EPIPE || thrown == ESRCH;
    return struck.kind == "error" && (thrown == struck.value || is_translated(scenario, thrown));
}

std::string judge_error(const std::string& scenario, const subprocess::OSError& error) {
    const bool is_that = is_expected(scenario, error.code().value());
    return is_that ? "" : std::string("an error that is not that of the call: ") + error.what() + '\n';
}

} // namespace

bool kills() {
    return struck.kind == "signal" && struck.value == SIGKILL;
}

bool lacks_memory() {
    return struck.kind == "memory";
}

bool refuses_signals() {
    return struck.kind == "error" && (is_about("kill") || is_about("pidfd_send_signal"));
}

void require(bool holds, const char* what) {
    if (!holds)
        throw Wrong{what};
}

void require_code(int is, int wanted) {
    if (kills() && (is == -SIGKILL || is == -SIGPIPE)) // what wrote to it gets the other one
        throw Killed{};
    require(is == wanted, "the return code is wrong");
}

std::string judge(const std::string& scenario, const std::exception_ptr& thrown) {
    if (!thrown)
        return "";
    try {
        std::rethrow_exception(thrown);
    } catch (const Wrong& wrong) {
        return std::string(wrong.what) + '\n';
    } catch (const Killed&) {
        return "";
    } catch (const std::bad_alloc&) {
        return may_lack_memory() ? "" : "bad_alloc\n";
    } catch (const subprocess::OSError& error) {
        return judge_error(scenario, error);
    } catch (const subprocess::SubprocessError& error) {
        return kills() ? "" : std::string("an error of its own: ") + error.what() + '\n';
    } catch (const std::exception& error) {
        return std::string("an exception that nobody expects: ") + error.what() + '\n';
    }
}

} // namespace faults
