// Several starts, of which one fails, with children that behave in unusual ways.
#include "fake_os/fake_os.hpp"

#include "process/abandoned.hpp"
#include "process/start_together.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <string>
#include <vector>

namespace sp = subprocess;
using sp::detail::os::Start;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

[[noreturn]] void fail_with(std::errc reason) {
    sp::detail::throw_os_error(std::make_error_code(reason), "subject");
}

/// Starts two children that do not end, and fails to start a third.
void start_two_in_vain() {
    if (!fake_os().on_wait)
        fake_os().on_wait = [](sp::detail::Deadline) { return std::optional<int>(); };
    fake_os().on_spawn = [](const Start& start) {
        if (start.command.words.front() == "missing")
            fail_with(std::errc::no_such_file_or_directory);
    };
    const std::vector<std::string> good{"good"}, missing{"missing"};
    const Start first(good), second(good), third(missing);
    CHECK_THROWS_AS(sp::detail::start_together({&first, &second, &third}), sp::FileNotFoundError);
    fake_os().on_wait = nullptr;
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "after a failed start, children that may not be killed are not waited for") {
    fake_os().on_signal = [](int) { fail_with(std::errc::operation_not_permitted); };
    start_two_in_vain();
    CHECK(fake_os().longest_wait == 0);
    sp::cleanup();
}

TEST_CASE_METHOD(WithFakeOs, "after a failed start, all children are killed before the first is waited for") {
    start_two_in_vain();
    const std::vector<std::string> end{"signal 9", "signal 9", "wait later", "wait later"};
    CHECK(std::vector<std::string>(fake_os().calls.end() - 4, fake_os().calls.end()) == end);
    CHECK(fake_os().longest_wait <= 2);
    sp::cleanup();
}

TEST_CASE_METHOD(WithFakeOs, "after a failed start, a child is reaped although it could once not be waited for") {
    int waits = 0;
    fake_os().on_wait = [&](sp::detail::Deadline) -> std::optional<int> {
        if (++waits == 1)
            fail_with(std::errc::not_enough_memory);
        return -9;
    };
    start_two_in_vain();
    CHECK(waits == 3);
    CHECK(sp::detail::abandoned_count() == 0);
}

TEST_CASE_METHOD(WithFakeOs, "after a failed start, trees are ended and waited for as a whole") {
    fake_os().on_spawn = [](const Start& start) {
        if (start.command.words.front() == "missing")
            fail_with(std::errc::no_such_file_or_directory);
    };
    const std::vector<std::string> good{"good"}, missing{"missing"};
    Start first(good), second(missing);
    first.tree = second.tree = true;
    int waits = 0;
    fake_os().on_wait_for_tree = [&](sp::detail::Deadline) { return ++waits > 0; };
    CHECK_THROWS_AS(sp::detail::start_together({&first, &second}), sp::FileNotFoundError);
    CHECK(fake_os().signals() == tests::Calls{"kill_tree"});
    CHECK(waits == 1);
}
