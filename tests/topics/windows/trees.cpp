// Trees on Windows: what becomes of the members of a job.
#include "os/process.hpp"
#include "support/helpers.hpp"
#include "support/windows/tree.hpp"
#include "support/windows/windows.hpp"

#include <string>
#include <thread>
#include <vector>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;
using detail::Deadline;

TEST_CASE_METHOD(Census, "what a program has left in its job is ended and counted", "") {
    const EachWayIntoJob way;
    const Tree tree(leaving_one());
    CHECK(tree.process->has_tree());
    CHECK(tree.process->wait(Deadline::never()).value().returncode == 3);
    CHECK_FALSE(tree.process->wait_for_tree(Deadline::passed()));
    CHECK_FALSE(tree.process->wait_for_tree(Deadline::after(0.05)));
    tree.process->kill_tree();
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    CHECK(tree.rest() == "");
    CHECK(tree.process->left_behind() == 1);
    CHECK(tree.process->wait(Deadline::passed()).value().returncode == 3);
}

TEST_CASE_METHOD(Census, "many processes left in a job are counted", "") {
    std::vector<std::string> words = child();
    for (int i = 0; i < 20; ++i)
        for (const char* word : {"fork", "until", "0", "parent"})
            words.push_back(word);
    const Tree tree(words);
    CHECK(tree.process->wait(Deadline::never()).value().returncode == 0);
    tree.process->kill_tree();
    tree.process->kill_tree();
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    CHECK(tree.process->left_behind() == 20);
}

// As if it had been on its way into the job when that was ended.
TEST_CASE_METHOD(Census, "ending a program in a job ends all generations", "") {
    const EachWayIntoJob way;
    const int signal = GENERATE(os::terminate_signal, os::kill_signal);
    const Tree tree(three_generations());
    CHECK(tree.said() == "x");
    tree.process->send_signal(signal);
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    CHECK(tree.rest() == "");
    CHECK(tree.process->wait(Deadline::passed()).value().returncode == killed);
}

TEST_CASE_METHOD(Census, "a thread that waits for a job learns that another one has ended it", "") {
    const Tree tree(three_generations());
    CHECK(tree.said() == "x");
    bool is_over = false;
    std::thread waiting([&] { is_over = tree.process->wait_for_tree(Deadline::never()); });
    tree.process->kill_tree();
    waiting.join();
    CHECK(is_over);
    CHECK(tree.process->left_behind() == 2);
}

TEST_CASE_METHOD(Census, "a job is over when its last member has ended of its own accord", "") {
    Tree tree(leaving_one());
    CHECK(tree.process->wait(Deadline::never()).value().returncode == 3);
    tree.open_gate();
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    CHECK(tree.rest() == "lived");
    CHECK(tree.process->left_behind() == 0);
}

TEST_CASE_METHOD(Census, "waiting for a job uses no CPU time", "") {
    const Tree tree(leaving_one());
    tree.process->wait(Deadline::never());
    const double before = cpu_seconds_of_this_thread();
    CHECK_FALSE(tree.process->wait_for_tree(Deadline::after(0.5)));
    CHECK(cpu_seconds_of_this_thread() - before < 0.05);
}

TEST_CASE_METHOD(Census, "a job that nobody holds any more ends its members", "") {
    const EachWayIntoJob way;
    Tree tree(three_generations());
    CHECK(tree.said() == "x");
    tree.process.reset();
    CHECK(tree.rest() == "");
    reap_detached();
}

TEST_CASE_METHOD(Census, "released members of a job live on", "") {
    const EachWayIntoJob way;
    Tree tree(three_generations());
    CHECK(tree.said() == "x");
    tree.process->release();
    CHECK_FALSE(tree.process->has_tree());
    CHECK(tree.process->tree_handle() == tree.process->native_handle());
    tree.process.reset();
    tree.open_gate();
    CHECK(tree.rest() == "lived");
    reap_detached();
}

TEST_CASE_METHOD(Census, "once its members are released, a program is signalled alone", "") {
    Tree tree(child("fork", "until", 0, "to", 1, "lived", "parent", "to", 1, "x", "until", 0));
    CHECK(tree.said() == "x");
    tree.process->release();
    CHECK_FALSE(tree.process->wait_for_tree(Deadline::passed()));
    tree.process->kill_tree();
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    CHECK(tree.process->wait(Deadline::passed()).value().returncode == killed);
    CHECK(tree.process->left_behind() == 0);
    tree.open_gate();
    CHECK(tree.rest() == "lived");
}

TEST_CASE_METHOD(Census, "a job that is over cannot be signalled, which is no error", "") {
    const Tree tree(child("exit", 0));
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    tree.process->send_signal(os::terminate_signal);
    tree.process->kill_tree();
    tree.process->send_signal(CTRL_BREAK_EVENT);
    CHECK(tree.process->wait(Deadline::passed()).value().returncode == 0);
    CHECK(tree.process->left_behind() == 0);
    tree.process->release();
}

TEST_CASE_METHOD(Census, "a job that does not get an event can still be ended", "[py-238]") {
    const Tree tree(three_generations(), create_new_process_group | detached_process);
    CHECK(tree.said() == "x");
    try {
        tree.process->send_signal(CTRL_BREAK_EVENT); // there may be a console
    } catch (const OSError& error) {
        CHECK((error.winerror == ERROR_INVALID_HANDLE || error.winerror == 12));
    }
    CHECK_FALSE(tree.process->wait(Deadline::passed()).has_value());
    CHECK_THROWS_AS(tree.process->send_signal(5), ValueError);
    tree.process->kill_tree();
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    CHECK(tree.rest() == "");
}

TEST_CASE_METHOD(Census, "the owner's death ends a tree, and so does that of a tree around it", "") {
    Popen owner(
        {TREE_OWNER, CHILD_PROGRAM, "fork", "until", "0", "to", "1", "lived", "parent", "to", "1", "x", "until", "0"},
        stdin_ = PIPE, stdout_ = PIPE, tree = GENERATE(false, true));
    CHECK(owner.stdout_.read(1) == "x");
    owner.kill();
    CHECK(owner.wait() == killed);
    owner.stdin_.close();
    CHECK(owner.stdout_.read() == "");
}
