// Timeouts hold although a grandchild holds the pipes.
#include "support/helpers.hpp"

#include <filesystem>

using namespace subprocess;
using namespace tests;

namespace {

/// A grandchild that keeps the pipes of its parent open until the gate opens.
struct Grandchild {
    Gate gate;
    LifeLine line;

    std::vector<NativeHandle> handles() const { return {gate.native_handle(), line.native_handle()}; }

    /// The command of its parent, which continues with `parts`.
    template <class... Parts> std::vector<std::string> parent(const Parts&... parts) const {
        return child("fork", "until", gate.native_handle(), "parent", "close", line.native_handle(), "to", 1, "said",
                     parts...);
    }
    std::vector<std::string> waiting_parent() const { return parent("until", gate.native_handle()); }

    void check_alive_until_told_to_go() {
        CHECK(line.alive());
        gate.open();
        line.await_end();
    }
};

/// The exception of `attempt(grandchild, limit)`, which times out while the grandchild is alive. Retries with a longer
/// limit until there was time to start one: then its parent has reported on its stdout, a pipe or the file `told`.
template <class Attempt> TimeoutExpired late_with_grandchild(Attempt attempt, const std::filesystem::path& told = {}) {
    for (double limit = time_to_start();; limit *= 2) {
        Grandchild grandchild;
        const auto late = thrown<TimeoutExpired>([&] { attempt(grandchild, limit); });
        grandchild.line.given();
        const bool is_started = told.empty() ? late.stdout_ != "" : content_of(told) != "";
        if (!is_started || !grandchild.line.alive())
            continue;
        grandchild.check_alive_until_told_to_go();
        return late;
    }
}

} // namespace

TEST_CASE_METHOD(Census, "run returns in time if a grandchild holds the pipes", "[lesson-49][py-163][py-176][py-177]") {
    const auto late = late_with_grandchild([](const Grandchild& grandchild, double limit) {
        run(grandchild.waiting_parent(), capture_output = true, timeout = limit, passing(grandchild.handles()));
    });
    CHECK(late.stdout_ == "said");
}

TEST_CASE_METHOD(Census, "check_output returns in time if only a grandchild is left", "[lesson-49][py-163]") {
    const auto late = late_with_grandchild([](const Grandchild& grandchild, double limit) {
        (void)check_output(grandchild.parent(), timeout = limit, passing(grandchild.handles()));
    });
    CHECK(late.output() == "said");
}

TEST_CASE_METHOD(Census, "call returns in time if a grandchild is alive", "[lesson-49][py-179]") {
    const auto told = folder() / "told";
    const auto attempt = [&](const Grandchild& grandchild, double limit) {
        call(grandchild.waiting_parent(), stdout_ = open(told, "w"), timeout = limit, passing(grandchild.handles()));
    };
    CHECK(late_with_grandchild(attempt, told).stdout_ == None);
}

TEST_CASE_METHOD(Census, "the end of a child is seen at once if a grandchild is alive", "[lesson-51]") {
    Grandchild grandchild;
    const auto command = grandchild.parent("exit", 3);
    CHECK(call(command, stdout_ = DEVNULL, passing(grandchild.handles())) == 3);
    Popen process(command, stdout_ = PIPE, passing(grandchild.handles()));
    grandchild.line.given();
    CHECK(process.wait() == 3);
    CHECK(process.wait(1min) == 3);
    grandchild.check_alive_until_told_to_go();
}

TEST_CASE_METHOD(Census, "after a kill communicate returns in time if a grandchild holds all pipes",
                 "[lesson-49][lesson-50][py-163]") {
    Grandchild grandchild;
    Popen process(grandchild.waiting_parent(), stdin_ = PIPE, stdout_ = PIPE, passing(grandchild.handles()));
    grandchild.line.given();
    CHECK(process.stdout_.read(4) == "said");
    process.kill();
    CHECK(process.wait() == killed);
    CHECK_THROWS_AS(process.communicate(std::string(1 << 20, 'x'), moment), TimeoutExpired);
    grandchild.check_alive_until_told_to_go();
    CHECK(process.communicate().stdout_ == "");
}

TEST_CASE_METHOD(Census, "run returns in time if a grandchild holds stdin without reading", "[lesson-50]") {
    const auto told = folder() / "told";
    const auto attempt = [&](const Grandchild& grandchild, double limit) {
        run(grandchild.parent(), input = std::string(1 << 20, 'x'), stdout_ = open(told, "w"), timeout = limit,
            passing(grandchild.handles()));
    };
    CHECK(late_with_grandchild(attempt, told).stdout_ == None);
}

TEST_CASE_METHOD(Census, "run returns in time if a killed shell leaves its command running", "[lesson-49][py-163]") {
    const auto late = late_with_grandchild([](const Grandchild& grandchild, double limit) {
        const std::string command = in_shell("to", 1, "said", "until", grandchild.gate.native_handle());
        run(command + " && echo never", shell = true, stdin_ = DEVNULL, capture_output = true, timeout = limit,
            passing(grandchild.handles()));
    });
    CHECK(late.stdout_ == "said");
}
