// System calls of a run, and what can go wrong with each of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace faults {

/// A system call, so described that another run of the same scenario finds it again.
struct Call {
    /// Who makes it: 0 is the process with the library, 0.2 the second process that it has made, 0.2.1 the first that
    /// this one has made. The last of them executes the program; one in between is the supervisor of a tree.
    std::string role;
    long number = 0;
    /// The first, second, ... call of this number in this role.
    int occurrence = 0;
    std::array<std::uint64_t, 6> arguments = {};
};

enum class Kind {
    error,          ///< fails, and has done nothing
    late_error,     ///< fails, and has done its work, as close() does
    short_transfer, ///< moves one byte
    signal,         ///< a signal arrives
    memory,         ///< is no call: an allocation of our process fails
};

struct Fault {
    Kind kind;
    int value = 0; ///< the error, the signal, or which allocation
};

/// One fault of one call.
struct Case {
    Call call;
    Fault fault;
};

/// Whether somebody has thought about it.
bool is_known(const Call& call);

/// What can go wrong with a call of this number.
std::vector<Fault> faults_of(const Call& call);

bool can_happen(const Fault& fault, const Call& call);

std::string name_of(const Call& call);
std::string name_of(const Case& one);

/// What the program is told: a word for the kind, a number, and the name of the call.
std::vector<std::string> words_of(const std::optional<Case>& one);

} // namespace faults
