#include "call.hpp"
#include "errors.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/syscall.h>

#include <cstring>

namespace faults {
namespace {

const Errors unknown = {"unknown call", -1, {}};

const Errors& errors_of(const Call& call) {
    for (const Errors* one = all_errors; one->name != nullptr; ++one)
        if (one->number == call.number)
            return *one;
    return unknown;
}

bool is_about_descriptor(const Call& call) {
    return call.number == SYS_newfstatat && (call.arguments[3] & AT_EMPTY_PATH) != 0;
}

bool wakes(const Call& call) {
    constexpr std::uint64_t wake = 1, operations = 127;
    return call.number == SYS_futex && (call.arguments[1] & operations) == wake;
}

/// Some calls are several.
std::vector<int> values_of(const Call& call) {
    if (is_about_descriptor(call))
        return {EACCES, EIO, ENOMEM};
    if (wakes(call))
        return {};
    std::vector<int> values = errors_of(call).values;
    const bool needs_number = call.number == SYS_fcntl && call.arguments[1] == F_DUPFD_CLOEXEC;
    if (needs_number)
        values.push_back(EMFILE);
    return values;
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

const char* word_of(Kind kind) {
    switch (kind) {
    case Kind::signal:
        return "signal";
    case Kind::memory:
        return "memory";
    case Kind::short_transfer:
        return "short";
    default:
        return "error";
    }
}

} // namespace

bool is_known(const Call& call) {
    return &errors_of(call) != &unknown;
}

std::vector<Fault> faults_of(const Call& call) {
    std::vector<Fault> all;
    const Kind kind = call.number == SYS_close ? Kind::late_error : Kind::error;
    for (const int error : values_of(call))
        all.push_back({kind, error});
    if (moves_bytes(call.number))
        all.push_back({Kind::short_transfer});
    for (const int signal : signals_for(call))
        all.push_back({Kind::signal, signal});
    return all;
}

bool can_happen(const Fault& fault, const Call& call) {
    const std::vector<Fault> all = faults_of(call);
    return std::any_of(all.begin(), all.end(),
                       [&](const Fault& one) { return one.kind == fault.kind && one.value == fault.value; });
}

std::string name_of(const Call& call) {
    return call.role + ' ' + errors_of(call).name + " #" + std::to_string(call.occurrence);
}

std::string name_of(const Case& one) {
    if (one.fault.kind == Kind::memory)
        return "allocation #" + std::to_string(one.fault.value) + " fails";
    return name_of(one.call) + ' ' + text_of(one.fault);
}

std::vector<std::string> words_of(const std::optional<Case>& fault) {
    if (!fault)
        return {"none", "0", ""};
    const bool is_call = fault->fault.kind != Kind::memory;
    return {word_of(fault->fault.kind), std::to_string(fault->fault.value), is_call ? name_of(fault->call) : ""};
}

} // namespace faults
