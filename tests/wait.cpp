// poll, wait and signals, from one thread and from several.
#include "support/helpers.hpp"

#include <csignal>
#include <ctime>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

double cpu_seconds_of_this_thread() {
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

} // namespace

TEST_CASE_METHOD(Census, "poll is None until the child has ended", "[py-125][py-134]") {
    Popen process(child("until", 0, "exit", 7), stdin_ = PIPE);
    CHECK(process.poll() == None);
    CHECK(process.returncode == None);
    process.stdin_.close();
    process.wait();
    CHECK(process.poll() == 7);
    CHECK(process.poll() == 7);
}

TEST_CASE_METHOD(Census, "wait may be repeated and gives the same code", "[lesson-43][py-126]") {
    Popen process(child("exit", 5));
    CHECK(process.wait() == 5);
    CHECK(process.returncode == 5);
    CHECK(process.wait() == 5);
    CHECK(process.wait(0) == 5);
    CHECK(process.poll() == 5);
    CHECK(process.returncode == 5);
}

TEST_CASE_METHOD(Census, "a signal is told by wait and poll alike", "[lesson-43][py-138]") {
    Popen process(child("raise", SIGTERM));
    CHECK(process.wait() == -SIGTERM);
    CHECK(process.poll() == -SIGTERM);
}

TEST_CASE_METHOD(Census, "wait takes durations and numbers and keywords", "[py-127]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK_THROWS_AS(process.wait(1ms), TimeoutExpired);
    CHECK_THROWS_AS(process.wait(0.001), TimeoutExpired);
    CHECK_THROWS_AS(process.wait(0), TimeoutExpired);
    CHECK_THROWS_AS(process.wait(timeout = 1ms), TimeoutExpired);
    process.stdin_.close();
    CHECK(process.wait(timeout = None) == 0);
    CHECK(process.wait(1h) == 0);
}

TEST_CASE_METHOD(Census, "waiting costs no time of the processor", "[lesson-42][py-129]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    const double before = cpu_seconds_of_this_thread();
    CHECK_THROWS_AS(process.wait(250ms), TimeoutExpired);
    CHECK(cpu_seconds_of_this_thread() - before < 0.05);
    process.stdin_.close();
}

TEST_CASE_METHOD(Census, "a long wait for a finished child is over at once", "[lesson-42]") {
    Popen process(child("exit", 0));
    siginfo_t about{};
    ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WEXITED | WNOWAIT);
    CHECK(duration_of([&] { CHECK(process.wait(1h) == 0); }) < 1min);
}

TEST_CASE_METHOD(Census, "the pid is the child's own and stays", "[lesson-66]") {
    Popen process(child("ids"), stdout_ = PIPE);
    const int pid = process.pid;
    CHECK_THAT(*process.communicate().stdout_,
               StartsWith(std::to_string(pid) + ' ' + std::to_string(::getpid()) + ' '));
    CHECK(process.pid == pid);
}

TEST_CASE_METHOD(Census, "the native handle becomes ready when the child ends", "") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(process.native_handle() >= 0);
    process.stdin_.close();
    process.wait();
}

// Signals -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "terminate and kill and send_signal send their signals", "[py-141]") {
    const auto ended_by = [](auto send) {
        Popen process(child("until", 0), stdin_ = PIPE);
        send(process);
        return process.wait();
    };
    CHECK(ended_by([](Popen& process) { process.terminate(); }) == -SIGTERM);
    CHECK(ended_by([](Popen& process) { process.kill(); }) == -SIGKILL);
    CHECK(ended_by([](Popen& process) { process.send_signal(SIGINT); }) == -SIGINT);
}

TEST_CASE_METHOD(Census, "signalling a child that has ended does nothing", "[lesson-46][py-142][py-144]") {
    Popen reaped(child("exit", 0));
    reaped.wait();
    reaped.send_signal(SIGKILL);
    reaped.terminate();
    reaped.kill();
    CHECK(reaped.returncode == 0);

    Popen zombie(child("exit", 3));
    siginfo_t about{};
    ::waitid(P_PID, static_cast<id_t>(zombie.pid), &about, WEXITED | WNOWAIT);
    zombie.kill();
    CHECK(zombie.wait() == 3);
}

TEST_CASE_METHOD(Census, "what a user writes into the members changes nothing", "[lesson-46][py-140]") {
    Gate gate;
    Popen process(child("until", 0), stdin_ = gate);
    process.pid = ::getpid();
    process.returncode = 9;
    process.terminate();
    CHECK(process.wait() == -SIGTERM);
}

TEST_CASE_METHOD(Census, "a signal that does not exist is an error and 0 is none", "[py-143]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(thrown<OSError>([&] { process.send_signal(12345); }).code() == std::errc::invalid_argument);
    process.send_signal(0);
    CHECK(process.poll() == None);
    process.stdin_.close();
    CHECK(process.wait() == 0);
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
    CHECK(process.wait() == -SIGTERM);
    terminator.join();
}

TEST_CASE_METHOD(Census, "several threads that wait all get the code", "[py-131]") {
    Popen process(child("until", 0, "exit", 7), stdin_ = PIPE);
    std::vector<int> codes(8, -1000);
    std::vector<std::thread> waiters;
    for (int& code : codes)
        waiters.emplace_back([&] { code = process.wait(); });
    process.stdin_.close();
    for (std::thread& waiter : waiters)
        waiter.join();
    CHECK(codes == std::vector<int>(8, 7));
}

TEST_CASE_METHOD(Census, "threads may wait and poll and signal the same child", "[py-131][py-142]") {
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
        CHECK(process.returncode == -SIGKILL);
    }
}

// Somebody else reaped it ---------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a child reaped elsewhere has a code all the same", "[lesson-55][py-133]") {
    Popen process(child("exit", 3));
    int status = 0;
    CHECK(::waitpid(process.pid, &status, 0) == process.pid);
    const int code = process.wait();
    CHECK((code == 3 || code == 0)); // the real one where the kernel still knows it
    CHECK(process.wait() == code);
    CHECK(process.poll() == code);
    process.kill();
}

TEST_CASE_METHOD(Census, "children are waited for although SIGCHLD is ignored", "[lesson-55][py-133]") {
    CHECK(in_fork([] {
              std::signal(SIGCHLD, SIG_IGN);
              const CompletedProcess done = run(child("to", 1, "out", "exit", 3), stdout_ = PIPE);
              Popen process(child("until", 0), stdin_ = PIPE);
              process.kill();
              process.wait(1h);
              return (done.returncode == 3 || done.returncode == 0) ? *done.stdout_ : "wrong code";
          }) == "out");
}

TEST_CASE_METHOD(Census, "wait reads no pipe, so a child that fills one goes on only when somebody does", "[py-136]") {
    Popen process(child("repeat", 1, 100000, "0123456789"), stdout_ = PIPE);
    CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    CHECK(process.communicate().stdout_->size() == 1000000);
}

TEST_CASE_METHOD(Census, "many times over, every thread that waits gets the code", "[py-131]") {
    for (int i = 0; i < 100; ++i) {
        Popen process(child("until", 0, "exit", 7), stdin_ = PIPE);
        std::vector<int> codes(4, -1000);
        std::vector<std::thread> waiters;
        for (int& code : codes)
            waiters.emplace_back([&] { code = process.wait(); });
        process.stdin_.close();
        for (std::thread& waiter : waiters)
            waiter.join();
        CHECK(codes == std::vector<int>(4, 7));
    }
}
