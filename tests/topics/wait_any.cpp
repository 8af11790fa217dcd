// wait_any: which of several children ends first.
#include "support/canceller.hpp"
#include "support/helpers.hpp"

#include <cmath>
#include <functional>
#include <list>
#include <memory>
#include <utility>

using namespace subprocess;
using namespace tests;

namespace {

Popen gated_child(const Gate& gate, int code) {
    return Popen(child("until", 0, "exit", code), stdin_ = gate);
}

} // namespace

TEST_CASE_METHOD(Census, "wait_any returns the child that ends, and the others run on") {
    Gate gates[3];
    std::vector<Popen> left;
    for (int i = 0; i < 3; ++i)
        left.push_back(gated_child(gates[i], i));
    for (const int i : {1, 2, 0}) {
        gates[i].open();
        const auto first = wait_any(left);
        CHECK(first->returncode == i);
        CHECK(first->usage.has_value());
        left.erase(first);
        for (Popen& other : left)
            CHECK(other.poll() == None);
    }
}

TEST_CASE_METHOD(Census, "wait_any takes ranges of Popens, of pointers and of references") {
    Gate gate, closed;
    Popen slow = gated_child(closed, 1);
    auto quick = std::make_unique<Popen>(gated_child(gate, 7));
    gate.open();

    std::vector<Popen*> pointers{&slow, quick.get()};
    CHECK(*wait_any(pointers) == quick.get());
    const std::list<std::reference_wrapper<Popen>> references{slow, *quick};
    CHECK(&wait_any(references)->get() == quick.get());
    Popen* const array[] = {&slow, quick.get()};
    CHECK(wait_any(array) == array + 1);
    CHECK(&wait_any({&slow, quick.get()}) == quick.get());
    CHECK(wait_any({&slow, quick.get()}, timeout = None).returncode == 7);

    std::vector<std::unique_ptr<Popen>> owners;
    owners.push_back(std::make_unique<Popen>(std::move(slow)));
    owners.push_back(std::move(quick));
    CHECK(wait_any(owners) == owners.begin() + 1);
    closed.open();
}

TEST_CASE_METHOD(Census, "a child whose end was seen before has ended for wait_any, too") {
    Gate gate;
    std::vector<Popen> children;
    children.push_back(gated_child(gate, 1));
    children.emplace_back(Popen(child("exit", 2)));
    children.emplace_back(Popen(child("exit", 3)));
    children[1].wait();
    children[2].wait();
    CHECK(wait_any(children) == children.begin() + 1);
    CHECK(wait_any(children, 0) == children.begin() + 1);
    children[1].detach();
    CHECK(wait_any(children) == children.begin() + 1);
    gate.open();
}

TEST_CASE_METHOD(Census, "after a timeout of wait_any all children run") {
    Gate gate;
    std::vector<Popen> children;
    children.push_back(gated_child(gate, 1));
    children.push_back(gated_child(gate, 2));
    const auto error = thrown<TimeoutExpired>([&] { wait_any(children, moment); });
    CHECK(std::string(error.what()) == "waiting for any of 2 children timed out after 0.02 seconds");
    CHECK(error.timeout == 0.02);
    CHECK_THROWS_AS(wait_any(children, 0.001), TimeoutExpired);
    CHECK_THROWS_AS(wait_any(children, 0), TimeoutExpired);
    CHECK_THROWS_AS(wait_any(children, timeout = std::chrono::steady_clock::now() - 1s), TimeoutExpired);
    CHECK_THROWS_AS(wait_any({&children[0], &children[1]}, timeout = 1ms), TimeoutExpired);
    CHECK(children[0].poll() == None);
    gate.open();
    CHECK(wait_any(children, 1h)->returncode > 0);
}

TEST_CASE_METHOD(Census, "cancel ends wait_any, and the children run on") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    std::vector<Popen> children;
    children.emplace_back(Popen(child("until", 0), stdin_ = gate));
    children.emplace_back(Popen(canceller.ready_child(), stdin_ = gate, passing({canceller.native_handle()})));
    CHECK(text_of<Cancelled>([&] { wait_any(children, cancel = source); }) ==
          "waiting for any of 2 children was cancelled");
    CHECK_THROWS_AS(wait_any(children, 1h, cancel = source), Cancelled);
    for (Popen& process : children) {
        CHECK(process.poll() == None);
        process.kill();
    }
    await_end(children[0]);
    CHECK(wait_any(children, cancel = source)->returncode == killed); // it ended first
}

TEST_CASE_METHOD(Census, "wait_any refuses what it cannot wait for, and names it") {
    const Gate gate;
    std::vector<Popen> none;
    CHECK(text_of<ValueError>([&] { wait_any(none); }) == "wait_any: there is no child to wait for");
    Popen process(child("until", 0), stdin_ = gate);
    Popen* const with_null[] = {&process, nullptr};
    CHECK(text_of<ValueError>([&] { wait_any(with_null); }) == "wait_any: child 1 is a null pointer");
    Popen* const one[] = {&process};
    CHECK_THROWS_AS(wait_any(one, std::nan("")), ValueError);
    const Popen moved(std::move(process));
    CHECK_THAT(text_of<ValueError>([&] { wait_any(one); }), // NOLINT(bugprone-use-after-move)
               StartsWith("wait_any: child 0 has no child any more"));
    Popen served(child("until", 0), stdin_ = gate, stdout_ = each_line([](std::string_view) {}));
    CHECK_THAT(text_of<ValueError>([&] { wait_any({&served}); }),
               StartsWith("wait_any: child 0 has a sink or a source"));
    served.kill();
    served.wait();
    CHECK(&wait_any({&served}) == &served);
    const_cast<Popen&>(moved).kill();
}

TEST_CASE_METHOD(Census, "wait_any uses no CPU time, and no thread", "[beyond-qemu]") {
    const Gate gate;
    std::vector<Popen> children;
    for (int i = 0; i < 3; ++i)
        children.emplace_back(Popen(child("until", 0), stdin_ = gate));
    const int before = threads();
    const double cpu_before = cpu_seconds_of_this_thread();
    CHECK_THROWS_AS(wait_any(children, 250ms), TimeoutExpired);
    CHECK(cpu_seconds_of_this_thread() - cpu_before < 0.05);
    CHECK(threads() == before);
    for (Popen& process : children)
        process.kill();
}

TEST_CASE_METHOD(Census, "wait_any waits for more children than one wait of Windows takes") {
    Gate gate, last_gate;
    std::vector<Popen> children;
    for (int i = 0; i < 70; ++i)
        children.emplace_back(Popen({STATIC_CHILD}, stdin_ = gate));
    children.push_back(gated_child(last_gate, 7));
    for (std::size_t left = children.size(); left > 1; --left)
        children.erase(wait_any(children));
    CHECK(children.front().returncode == None);
    last_gate.open();
    CHECK(wait_any(children)->returncode == 7);
}
