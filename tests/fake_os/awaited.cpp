// Waiting for one of many children, whose handles are missing, ready too early, or tell nothing.
#include "fake_os/fake_os.hpp"

#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace sp = subprocess;
using sp::detail::Deadline;
using tests::Calls;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

std::vector<sp::Popen> some_children(int count) {
    std::vector<sp::Popen> children;
    for (int i = 0; i < count; ++i)
        children.emplace_back(sp::Popen({"child"}));
    fake_os().calls.clear();
    return children;
}

/// The next `looks` answers are that the child runs, and then that it has ended.
void end_after(int looks) {
    fake_os().on_wait = [looks](Deadline) mutable { return looks-- > 0 ? std::optional<int>() : 7; };
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "children without a handle are asked one after the other, with pauses") {
    auto children = some_children(2);
    end_after(3);
    CHECK(sp::wait_any(children) == children.begin() + 1);
    const Calls expected{"wait passed", "wait passed", "wait_ready later", "wait passed", "wait passed"};
    CHECK(fake_os().calls == expected);
}

TEST_CASE_METHOD(WithFakeOs, "a child with a handle is asked again only when the handle is ready") {
    fake_os().exit_handle = tests::handle_of(50);
    auto children = some_children(1);
    fake_os().on_wait_ready = [n = 0](Deadline) mutable { return ++n == 3; };
    end_after(1);
    CHECK(sp::wait_any(children)->returncode == 7);
    const Calls expected{"wait passed", "wait_ready never", "wait_ready never", "wait_ready never", "wait passed"};
    CHECK(fake_os().calls == expected);
}

TEST_CASE_METHOD(WithFakeOs, "a child whose handle was ready too early is asked with pauses") {
    fake_os().exit_handle = tests::handle_of(50);
    auto children = some_children(1);
    fake_os().on_wait_ready = [](Deadline) { return true; };
    end_after(4);
    sp::PopenSet set;
    set.add(children[0]);
    CHECK(set.wait_any().returncode == 7);
    const Calls expected{"wait passed",      "wait_ready never", "wait passed",      "wait passed",
                         "wait_ready later", "wait passed",      "wait_ready later", "wait passed"};
    CHECK(fake_os().calls == expected);
}

TEST_CASE_METHOD(WithFakeOs, "a deadline that has passed looks at every child once") {
    auto children = some_children(2);
    fake_os().on_wait = [](Deadline) { return std::optional<int>(); };
    CHECK_THROWS_AS(sp::wait_any(children, 0), sp::TimeoutExpired);
    CHECK(fake_os().calls == Calls{"wait passed", "wait passed", "wait_ready passed"});
    fake_os().on_wait = nullptr;
    CHECK(sp::wait_any(children, 0) == children.begin());
}

TEST_CASE_METHOD(WithFakeOs, "a child of which the system cannot tell leaves the set") {
    auto children = some_children(2);
    sp::PopenSet set;
    for (sp::Popen& process : children)
        set.add(process);
    fake_os().on_wait = [](Deadline) -> std::optional<int> {
        sp::detail::throw_os_error(std::make_error_code(std::errc::io_error));
    };
    CHECK_THROWS_AS(set.wait_any(), sp::OSError);
    CHECK(set.size() == 1);
    fake_os().on_wait = nullptr;
    CHECK(&set.wait_any() == &children[1]);
    set.add(children[0]);
    CHECK(&set.wait_any() == &children[0]);
}
