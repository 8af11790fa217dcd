// A program that ends and leaves others behind, on the fake system.
#pragma once

#include "fake_os/fake_os.hpp"

#include "process/abandoned.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <optional>
#include <string>

namespace tests {

/// The program ends at once, and what it has started lives until it is killed.
struct Leftovers : WithFakeOs {
    Leftovers() { live_until("kill_tree"); }
    ~Leftovers() {
        fake_os().on_wait_for_tree = nullptr;
        fake_os().on_wait = nullptr;
        subprocess::cleanup();
        CHECK(subprocess::detail::abandoned_count() == 0);
    }

    void live_until(const std::string& call) {
        fake_os().on_wait_for_tree = [call](subprocess::detail::Deadline) {
            const bool has_ended = fake_os().was_called(call);
            fake_os().left_behind = has_ended ? 3 : 0;
            return has_ended;
        };
    }

    /// The tree is never over: a member may not be ended.
    void one_may_not_be_ended() {
        fake_os().on_wait_for_tree = [](subprocess::detail::Deadline deadline) -> bool {
            if (!deadline.has_passed())
                subprocess::detail::throw_os_error(std::make_error_code(std::errc::operation_not_permitted),
                                                   "process 4712");
            return false;
        };
    }
};

inline void never_ends() {
    fake_os().on_wait = [](subprocess::detail::Deadline) {
        return fake_os().was_called("kill_tree") ? std::optional<int>(-9) : std::nullopt;
    };
}

} // namespace tests
