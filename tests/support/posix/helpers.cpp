#include "support/posix/helpers.hpp"
#include "support/posix/system.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <exception>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

std::string read_once(int fd) {
    char buffer[65536];
    const ssize_t count = ::read(fd, buffer, sizeof buffer);
    if (count < 0)
        fail("read");
    return {buffer, static_cast<std::size_t>(count)};
}

std::string result_of(const std::function<std::string()>& work) {
    try {
        return work();
    } catch (const std::exception& error) {
        return std::string("threw ") + error.what();
    } catch (...) {
        return "threw something";
    }
}

std::string ending(int status) {
    return WIFSIGNALED(status) ? "died of signal " + std::to_string(WTERMSIG(status)) : "";
}

} // namespace

const int killed = -SIGKILL;
const int terminated = -SIGTERM;

double time_to_start() {
    return 0.05;
}

int often(int count) {
    return count;
}

double cpu_seconds_of_this_thread() {
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

int threads() {
    return count_threads();
}

int own_pid() {
    return ::getpid();
}

bool exists(int pid) {
    return ::kill(pid, 0) == 0;
}

void await_end(const subprocess::Popen& process) {
    siginfo_t about{};
    if (::waitid(P_PID, static_cast<id_t>(process.pid), &about, WEXITED | WNOWAIT) != 0)
        fail("waitid");
}

void reap_detached() {
    // Blocks until a child is a zombie, and leaves it for cleanup().
    siginfo_t about{};
    while (::waitid(P_ALL, 0, &about, WEXITED | WNOWAIT | of_any_kind) == 0)
        subprocess::cleanup();
}

Pipe::Pipe() {
    int fds[2];
    if (pipe_closed_on_exec(fds) != 0)
        fail("pipe");
    reader = subprocess::Handle(fds[0]);
    writer = subprocess::Handle(fds[1]);
}

std::string Pipe::read() const {
    return read_once(reader.get());
}

subprocess::Options passing(const std::vector<subprocess::NativeHandle>& handles) {
    subprocess::Options options;
    options.pass_fds = handles;
    return options;
}

bool LifeLine::alive() const {
    pollfd end{m_pipe.reader.get(), 0, 0};
    return ::poll(&end, 1, 0) == 0;
}

Descriptor::Descriptor(const std::filesystem::path& path)
    : m_fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (m_fd < 0)
        fail("open");
}

Descriptor::~Descriptor() {
    ::close(m_fd);
}

Diverted::Diverted(int fd, const std::filesystem::path& path) : m_fd(fd), m_saved(::dup(fd)) {
    std::fflush(nullptr);
    ::dup2(Descriptor(path).fileno(), m_fd);
}

Diverted::~Diverted() {
    ::dup2(m_saved, m_fd);
    ::close(m_saved);
}

std::string own_variables(const std::string& printed) {
    return printed;
}

std::string identity(int fd) {
    struct stat about {};
    if (::fstat(fd, &about) != 0)
        fail("fstat");
    return std::to_string(about.st_dev) + ':' + std::to_string(about.st_ino);
}

std::string in_fork(const std::function<std::string()>& work) {
    Pipe report;
    const pid_t pid = ::fork();
    if (pid < 0)
        fail("fork");
    if (pid == 0) {
        // Out of the way of tests that rearrange the low descriptors.
        const int out = ::fcntl(report.writer.get(), F_DUPFD_CLOEXEC, 200);
        report.reader.close();
        report.writer.close();
        for (const int signal : {SIGHUP, SIGINT, SIGQUIT}) // nohup and background jobs of a shell ignore these
            std::signal(signal, SIG_DFL);
        const std::string result = result_of(work);
        const ssize_t written = ::write(out, result.data(), result.size());
        ::_exit(written < 0);
    }
    report.writer.close();
    std::string result = report.read_all();
    int status = 0;
    ::waitpid(pid, &status, 0);
    return result + ending(status);
}

} // namespace tests
