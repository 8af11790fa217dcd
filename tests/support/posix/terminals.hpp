// Helpers for tests of pty.
#pragma once

#include "support/posix/helpers.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tests {

/// A limit that only a test which hangs reaches.
inline constexpr auto time_to_hang = 60s;

inline constexpr subprocess::Pty silent_pty{24, 80, false};
inline constexpr subprocess::Pty raw_pty{24, 80, false, true};

/// What a child shows on its terminal.
template <class... K> std::string shown_by(const std::vector<std::string>& command, K&&... keywords) {
    using namespace subprocess;
    const CompletedProcess completed = run(command, std::forward<K>(keywords)..., timeout = time_to_hang);
    CHECK(completed.returncode == 0);
    CHECK(completed.stderr_ == None);
    return completed.stdout_;
}

} // namespace tests
