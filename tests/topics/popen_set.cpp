// PopenSet: many children that end one after the other.
#include "support/canceller.hpp"
#include "support/helpers.hpp"

#include <optional>
#include <set>
#include <type_traits>
#include <utility>

using namespace subprocess;
using namespace tests;

namespace {

/// Children that end when their gates open.
struct Gated {
    explicit Gated(std::size_t count) : gates(count) {
        for (std::size_t i = 0; i < count; ++i)
            children.emplace_back(Popen(child("until", 0, "exit", static_cast<int>(i)), stdin_ = gates[i]));
    }

    std::vector<Gate> gates;
    std::vector<Popen> children;
};

PopenSet set_of(std::vector<Popen>& children) {
    PopenSet all;
    for (Popen& process : children)
        all.add(process);
    return all;
}

} // namespace

TEST_CASE_METHOD(Census, "a set returns each child once, in the order of their ends") {
    Gated three(3);
    PopenSet left = set_of(three.children);
    CHECK(left.size() == 3);
    for (const int i : {2, 0, 1}) {
        three.gates[static_cast<std::size_t>(i)].open();
        CHECK(left.wait_any().returncode == i);
    }
    CHECK(left.empty());
    CHECK(text_of<ValueError>([&] { left.wait_any(); }) == "PopenSet: there is no child to wait for");
}

TEST_CASE_METHOD(Census, "a child whose end was seen elsewhere is returned all the same") {
    Gated three(3);
    three.gates[0].open();
    three.children[0].wait();
    PopenSet left = set_of(three.children);
    CHECK(&left.wait_any() == &three.children[0]);
    CHECK_THROWS_AS(left.wait_any(0), TimeoutExpired);
    three.gates[1].open();
    three.children[1].wait();
    CHECK(&left.wait_any(0) == &three.children[1]);
    CHECK(left.size() == 1);
    three.gates[2].open();
}

TEST_CASE_METHOD(Census, "a child can be added to a set after it was returned, and while others are waited for") {
    Gated two(2);
    PopenSet left;
    left.add(two.children[0]);
    two.gates[0].open();
    CHECK(&left.wait_any() == &two.children[0]);
    left.add(two.children[0]);
    left.add(two.children[1]);
    CHECK(&left.wait_any() == &two.children[0]);
    two.gates[1].open();
    CHECK(&left.wait_any() == &two.children[1]);
}

TEST_CASE_METHOD(Census, "a Popen that is moved stays in its set") {
    Gated two(2);
    PopenSet left = set_of(two.children);
    CHECK_THROWS_AS(left.wait_any(0), TimeoutExpired);
    Popen first = std::move(two.children[0]);
    Popen second(child("exit", 9));
    left.add(second);
    second = std::move(two.children[1]); // the old child of `second` is waited for, and leaves the set
    CHECK(left.size() == 2);
    two.gates[1].open();
    CHECK(&left.wait_any() == &second);
    CHECK(second.returncode == 1);
    two.gates[0].open();
    CHECK(&left.wait_any() == &first);
}

TEST_CASE_METHOD(Census, "a Popen that is destroyed, detached or removed leaves its set") {
    Gated three(3);
    PopenSet left = set_of(three.children);
    CHECK_THROWS_AS(left.wait_any(0), TimeoutExpired);
    three.gates[2].open();
    three.children.pop_back();
    CHECK(left.size() == 2);
    CHECK(left.remove(three.children[0]));
    CHECK_FALSE(left.remove(three.children[0]));
    CHECK(left.size() == 1);
    three.gates[0].open();
    await_end(three.children[0]);
    CHECK_THROWS_AS(left.wait_any(0), TimeoutExpired);
    three.children[0].wait();
    three.children[1].detach();
    CHECK(left.empty());
    three.gates[1].open();
    reap_detached();
}

TEST_CASE_METHOD(Census, "a set can be destroyed and moved while children run") {
    Gated two(2);
    PopenSet moved;
    {
        PopenSet left = set_of(two.children);
        CHECK_THROWS_AS(left.wait_any(0), TimeoutExpired);
        moved = std::move(left);
        CHECK(left.empty()); // NOLINT(bugprone-use-after-move)
        CHECK_FALSE(left.remove(two.children[0]));
        CHECK_THROWS_AS(left.wait_any(), ValueError);
    }
    CHECK(moved.size() == 2);
    two.gates[1].open();
    CHECK(&moved.wait_any() == &two.children[1]);
    moved = PopenSet();
    PopenSet other;
    other.add(two.children[0]);
    two.gates[0].open();
    CHECK(&other.wait_any() == &two.children[0]);
}

TEST_CASE_METHOD(Census, "a set refuses a child that it cannot wait for") {
    const Gate gate;
    Popen process(child("until", 0), stdin_ = gate);
    PopenSet first, second;
    first.add(process);
    CHECK(text_of<ValueError>([&] { first.add(process); }) == "PopenSet: the Popen is in a set already");
    CHECK_THROWS_AS(second.add(process), ValueError);
    CHECK_FALSE(second.remove(process));
    Popen served(child("until", 0), stdin_ = gate, stdout_ = each_line([](std::string_view) {}));
    CHECK_THAT(text_of<ValueError>([&] { second.add(served); }), StartsWith("PopenSet: the Popen has a sink"));
    process.kill();
    served.kill();
    served.wait();
    process.detach();
    CHECK_THAT(text_of<ValueError>([&] { second.add(process); }), StartsWith("PopenSet: the Popen has no child"));
    CHECK(second.empty());
    reap_detached();
}

TEST_CASE_METHOD(Census, "a timeout or a cancel leaves all children in the set") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    Popen process(canceller.ready_child(), stdin_ = gate, passing({canceller.native_handle()}));
    PopenSet left;
    left.add(process);
    CHECK(text_of<Cancelled>([&] { left.wait_any(cancel = source); }) == "waiting for any of 1 children was cancelled");
    CHECK(text_of<TimeoutExpired>([&] { left.wait_any(0.5ms); }) ==
          "waiting for any of 1 children timed out after 0.0005 seconds");
    CHECK(left.size() == 1);
    process.kill();
    CHECK(&left.wait_any(1h) == &process);
    CHECK(process.returncode == killed);
}

TEST_CASE_METHOD(Census, "wait_any and a set may wait for the same child") {
    Gated two(2);
    PopenSet left = set_of(two.children);
    CHECK_THROWS_AS(left.wait_any(0), TimeoutExpired);
    two.gates[1].open();
    CHECK(wait_any(two.children) == two.children.begin() + 1);
    CHECK(left.size() == 2);
    CHECK(&left.wait_any() == &two.children[1]);
    two.gates[0].open();
}

TEST_CASE_METHOD(Census, "the end of a tree in a set is that of its program", "[tree]") {
    const LifeLine line;
    Popen process(child("fork", "until", 0, "parent", "exit", 3), subprocess::tree = true, stdin_ = PIPE);
    PopenSet left;
    left.add(process);
    CHECK(&left.wait_any() == &process);
    CHECK(process.returncode == 3);
    process.stop();
    CHECK(process.left_behind == 1);
}
