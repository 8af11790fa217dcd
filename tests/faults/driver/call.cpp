#include "call.hpp"
#include "errors.hpp"

#include <csignal>
#include <stdexcept>
#include <sys/syscall.h>

#include <cstring>

namespace faults {
namespace {

const Errors& errors_of(const Call& call) {
    for (const Errors* one = all_errors; one->name != nullptr; ++one)
        if (one->number == call.number)
            return *one;
    throw std::runtime_error("tests/faults/driver/errors.cpp has no system call " + std::to_string(call.number));
}

bool moves_bytes(long number) {
    return number == SYS_read || number == SYS_write || number == SYS_pwritev2;
}

bool is_ours(const Call& call) {
    return call.role == "0";
}

/// Our process has handlers without SA_RESTART for the first two. In the others they are blocked, or end it, as the
/// last one does.
std::vector<int> signals_for(const Call& call) {
    if (is_ours(call))
        return {SIGALRM, SIGCHLD, SIGTSTP};
    return {SIGTSTP, SIGKILL};
}

std::string text_of(const Fault& fault) {
    switch (fault.kind) {
    case Kind::error:
        return std::string("fails: ") + std::strerror(fault.value);
    case Kind::late_error:
        return std::string("fails when done: ") + std::strerror(fault.value);
    case Kind::short_transfer:
        return "moves one byte";
    default:
        return std::string("is met by a signal: ") + ::strsignal(fault.value);
    }
}

} // namespace

std::vector<Fault> faults_of(const Call& call) {
    std::vector<Fault> all;
    const Kind kind = call.number == SYS_close ? Kind::late_error : Kind::error;
    for (const int error : errors_of(call).values)
        all.push_back({kind, error});
    if (moves_bytes(call.number))
        all.push_back({Kind::short_transfer});
    for (const int signal : signals_for(call))
        all.push_back({Kind::signal, signal});
    return all;
}

std::string name_of(const Call& call) {
    return call.role + ' ' + errors_of(call).name + " #" + std::to_string(call.occurrence);
}

std::string name_of(const Case& one) {
    return name_of(one.call) + ' ' + text_of(one.fault);
}

} // namespace faults
