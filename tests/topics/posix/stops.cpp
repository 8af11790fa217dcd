// Ctrl-Z: a program that starts one child after the other stops at once and continues later, at any stage of a start.
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"
#include "support/posix/ways.hpp"

#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

void no_preparation() {}

void ignore_alarm(int) {}

/// Raises a signal every millisecond, which interrupts system calls without a restart.
void set_timer() {
    struct sigaction action {};
    action.sa_handler = ignore_alarm;
    ::sigaction(SIGALRM, &action, nullptr);
    constexpr timeval millisecond{0, 1000};
    const itimerval timer{millisecond, millisecond};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

bool job_starts_trees = false;

void start_trees() {
    job_starts_trees = true;
}

[[noreturn]] void start_children(void (*prepare)()) {
    prepare();
    try {
        while (call({STATIC_CHILD}, subprocess::tree = job_starts_trees) == 0) {
        }
    } catch (...) { // the shell notices that the job has ended
    }
    ::_exit(1);
}

/// Acts as the shell of a terminal with a foreground job that starts children.
class Shell {
public:
    explicit Shell(void (*prepare_job)()) : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        ::setsid();
        ::grantpt(m_master.get());
        ::unlockpt(m_master.get());
        m_terminal = Handle(::open(::ptsname(m_master.get()), O_RDWR | O_CLOEXEC));
        ::ioctl(m_terminal.get(), TIOCSCTTY, 0); // on systems where opening it is not enough
        m_job = ::fork();
        if (m_job == 0) {
            ::setpgid(0, 0);
            start_children(prepare_job);
        }
        ::signal(SIGHUP, SIG_IGN); // closing the terminal sends it
        ::setpgid(m_job, m_job);
        ::tcsetpgrp(m_terminal.get(), m_job);
    }
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;
    ~Shell() {
        ::kill(-m_job, SIGKILL);
        ::waitpid(m_job, nullptr, 0);
    }

    void type_ctrl_z() const {
        termios settings{};
        ::tcgetattr(m_terminal.get(), &settings);
        (void)!::write(m_master.get(), &settings.c_cc[VSUSP], 1);
    }
    void stop() const { ::kill(-m_job, SIGSTOP); }
    void resume() const { ::kill(-m_job, SIGCONT); }

    /// A frozen job is never reported, so a longer wait would not help.
    bool hears_of_stop() const {
        const auto limit = std::chrono::steady_clock::now() + 5s;
        int status = 0;
        while (::waitpid(m_job, &status, WUNTRACED | WNOHANG) == 0) {
            if (std::chrono::steady_clock::now() > limit)
                return false;
            std::this_thread::sleep_for(100us);
        }
        return WIFSTOPPED(status);
    }

private:
    Handle m_master, m_terminal;
    pid_t m_job = -1;
};

/// Stops a job repeatedly, at random moments. \return the result
std::string stopped_jobs(void (Shell::*stop)() const, void (*prepare_job)()) {
    return in_fork([=] {
        constexpr int stops = 300;
        const Shell shell(prepare_job);
        std::minstd_rand random;
        std::uniform_int_distribution<int> microseconds(0, 2000);
        for (int i = 0; i < stops; ++i) {
            std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
            (shell.*stop)();
            if (!shell.hears_of_stop())
                return "nothing was heard of stop " + std::to_string(i);
            shell.resume();
        }
        return std::string("all were heard of");
    });
}

} // namespace

TEST_CASE_METHOD(EveryWayToStop, "a program that starts children can be stopped with Ctrl-Z",
                 "[beyond-posix][beyond-qemu]") {
    INFO(name());
    CHECK(stopped_jobs(&Shell::type_ctrl_z, no_preparation) == "all were heard of");
}

TEST_CASE_METHOD(EveryWayToStop, "a program that starts children can be stopped with SIGSTOP",
                 "[beyond-posix][beyond-qemu]") {
    INFO(name());
    CHECK(stopped_jobs(&Shell::stop, no_preparation) == "all were heard of");
}

TEST_CASE_METHOD(EveryWayToStop, "a start interrupted by signals can be stopped and then completes",
                 "[beyond-posix][beyond-qemu]") {
    INFO(name());
    CHECK(stopped_jobs(&Shell::type_ctrl_z, set_timer) == "all were heard of");
}

TEST_CASE_METHOD(EveryTree, "a program that starts trees can be stopped with Ctrl-Z", "[beyond-posix][beyond-qemu]") {
    INFO(name());
    if (name() == "a kernel that does not tell when a child has left our memory")
        return; // there a child that shows whether memory is shared suspends us
    CHECK(stopped_jobs(&Shell::type_ctrl_z, start_trees) == "all were heard of");
}
