#include "judge.hpp"

#include <subprocess.hpp>

#include <cerrno>
#include <csignal>
#include <new>

namespace faults {

Struck struck;

namespace {

bool is_about(const char* name) {
    return struck.call.find(std::string(" ") + name + " #") != std::string::npos;
}

/// malloc() says so.
bool may_lack_memory() {
    return struck.kind == "error" && (is_about("mmap") || is_about("mremap") || is_about("mprotect"));
}

std::string judge_error(const subprocess::OSError& error) {
    const int number = error.code().value();
    const bool is_that = struck.kind == "error" && number == struck.value;
    return is_that ? "" : std::string("an error that is not that of the call: ") + error.what() + '\n';
}

} // namespace

bool kills() {
    return struck.kind == "signal" && struck.value == SIGKILL;
}

bool refuses_signals() {
    return struck.kind == "error" && (is_about("kill") || is_about("pidfd_send_signal"));
}

void require(bool holds, const char* what) {
    if (!holds)
        throw Wrong{what};
}

void require_code(int is, int wanted) {
    if (kills() && is == -SIGKILL)
        throw Killed{};
    require(is == wanted, "the return code is wrong");
}

std::string judge(const std::exception_ptr& thrown) {
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
        return judge_error(error);
    } catch (const subprocess::SubprocessError& error) {
        return kills() ? "" : std::string("an error of its own: ") + error.what() + '\n';
    } catch (const std::exception& error) {
        return std::string("an exception that nobody expects: ") + error.what() + '\n';
    }
}

} // namespace faults
