// poll, wait and signals, from one thread and from several.
#include "support/helpers.hpp"

#include <csignal>
#include <thread>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "poll is None until the child has ended", "[py-125][py-134]") {
    Popen process(child("until", 0, "exit", 7), stdin_ = PIPE);
    CHECK(process.poll() == None);
    CHECK(process.returncode == None);
    process.stdin_.close();
    process.wait();
    CHECK(process.poll() == 7);
    CHECK(process.poll() == 7);
}

TEST_CASE_METHOD(Census, "wait can be repeated and returns the same code", "[lesson-43][py-126]") {
    Popen process(child("exit", 5));
    CHECK(process.wait() == 5);
    CHECK(process.returncode == 5);
    CHECK(process.wait() == 5);
    CHECK(process.wait(0) == 5);
    CHECK(process.poll() == 5);
    CHECK(process.returncode == 5);
}

TEST_CASE_METHOD(Census, "wait accepts durations, numbers and keywords", "[py-127]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK_THROWS_AS(process.wait(1ms), TimeoutExpired);
    CHECK_THROWS_AS(process.wait(0.001), TimeoutExpired);
    CHECK_THROWS_AS(process.wait(0), TimeoutExpired);
    CHECK_THROWS_AS(process.wait(timeout = 1ms), TimeoutExpired);
    process.stdin_.close();
    CHECK(process.wait(timeout = None) == 0);
    CHECK(process.wait(1h) == 0);
}

TEST_CASE_METHOD(Census, "waiting uses no CPU time", "[lesson-42][py-129][beyond-qemu]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    const double before = cpu_seconds_of_this_thread();
    CHECK_THROWS_AS(process.wait(250ms), TimeoutExpired);
    CHECK(cpu_seconds_of_this_thread() - before < 0.05);
    process.stdin_.close();
}

TEST_CASE_METHOD(Census, "a wait for a finished child returns at once", "[lesson-42]") {
    Popen process(child("exit", 0));
    await_end(process);
    CHECK(duration_of([&] { CHECK(process.wait(1h) == 0); }) < 1min);
}

TEST_CASE_METHOD(Census, "pid is the child's pid and does not change", "[lesson-66]") {
    Popen process(child("ids"), stdout_ = PIPE);
    const int pid = process.pid;
    CHECK_THAT(*process.communicate().stdout_, StartsWith(std::to_string(pid) + ' ' + std::to_string(own_pid()) + ' '));
    CHECK(process.pid == pid);
}

TEST_CASE_METHOD(Census, "the native handle becomes ready when the child ends", "[beyond-posix]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(process.native_handle() != detail::no_handle);
    process.stdin_.close();
    process.wait();
}

// Signals -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "terminate, kill and send_signal send their signals", "[py-141]") {
    const auto ended_by = [](auto send) {
        Popen process(child("until", 0), stdin_ = PIPE);
        send(process);
        return process.wait();
    };
    CHECK(ended_by([](Popen& process) { process.terminate(); }) == terminated);
    CHECK(ended_by([](Popen& process) { process.kill(); }) == killed);
    CHECK(ended_by([](Popen& process) { process.send_signal(SIGTERM); }) == terminated);
}

TEST_CASE_METHOD(Census, "signalling a child that has ended does nothing", "[lesson-46][py-142][py-144]") {
    Popen reaped(child("exit", 0));
    reaped.wait();
    reaped.send_signal(SIGTERM);
    reaped.terminate();
    reaped.kill();
    CHECK(reaped.returncode == 0);

    Popen zombie(child("exit", 3));
    await_end(zombie);
    zombie.kill();
    CHECK(zombie.wait() == 3);
}

TEST_CASE_METHOD(Census, "assigning to the members of a Popen does not affect the child", "[lesson-46][py-140]") {
    Gate gate;
    Popen process(child("until", 0), stdin_ = gate);
    process.pid = own_pid();
    process.returncode = 9;
    process.terminate();
    CHECK(process.wait() == terminated);
}

// Threads -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "poll does not block while another thread waits", "[lesson-44][py-132]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    std::thread waiter([&] { process.wait(); });
    for (int i = 0; i < 100; ++i)
        CHECK(process.poll() == None);
    process.stdin_.close();
    waiter.join();
    CHECK(process.poll() == 0);
}

TEST_CASE_METHOD(Census, "terminate from another thread ends a wait", "[lesson-45]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    std::thread terminator([&] { process.terminate(); });
    CHECK(process.wait() == terminated);
    terminator.join();
}

namespace {

/// The return codes that `count` threads get which wait for a child that exits with 7.
std::vector<int> codes_of_waiters(std::size_t count) {
    Popen process(child("until", 0, "exit", 7), stdin_ = PIPE);
    std::vector<int> codes(count, -1000);
    std::vector<std::thread> waiters;
    for (int& code : codes)
        waiters.emplace_back([&] { code = process.wait(); });
    process.stdin_.close();
    for (std::thread& waiter : waiters)
        waiter.join();
    return codes;
}

} // namespace

TEST_CASE_METHOD(Census, "several waiting threads all get the code", "[py-131]") {
    CHECK(codes_of_waiters(8) == std::vector<int>(8, 7));
}

TEST_CASE_METHOD(Census, "threads can wait for, poll and signal the same child", "[py-131][py-142]") {
    for (int i = 0; i < 50; ++i) {
        Popen process(child("until", 0), stdin_ = PIPE);
        std::thread waiter([&] { process.wait(1h); });
        std::thread poller([&] {
            while (process.poll() == None)
                std::this_thread::yield();
        });
        std::thread killer([&] {
            for (int k = 0; k < 10; ++k)
                process.kill();
        });
        for (std::thread* thread : {&waiter, &poller, &killer})
            thread->join();
        CHECK(process.returncode == killed);
    }
}

TEST_CASE_METHOD(Census, "wait reads no pipes, so a child that fills one blocks until it is read", "[py-136]") {
    Popen process(child("repeat", 1, 100000, "0123456789"), stdout_ = PIPE);
    CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    CHECK(process.communicate().stdout_->size() == 1000000);
}

TEST_CASE_METHOD(Census, "every waiting thread gets the code, many times over", "[py-131]") {
    for (int i = 0; i < 100; ++i) {
        CHECK(codes_of_waiters(4) == std::vector<int>(4, 7));
    }
}

TEST_CASE("a ReturnCode compares with integers of other types by value", "[py-139]") {
    const ReturnCode three(3), by_nine(-9);
    const unsigned long like_a_dword = 3;
    CHECK(three == like_a_dword);
    CHECK(three == 3U);
    CHECK(three == 3LL);
    CHECK(three == std::size_t{3});
    CHECK(three != like_a_dword + 1);
    CHECK(three != (1ULL << 32) + 3);
    CHECK(by_nine == -9LL);
    CHECK(by_nine == 4294967287U);
    CHECK(ReturnCode() != 0UL);
}
