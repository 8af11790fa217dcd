#include "support/helpers.hpp"

#include <cerrno>
#include <exception>
#include <fstream>
#include <sstream>
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

std::string as_printed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += std::to_string(word.size()) + ':' + word + '\n';
    return text;
}

void reap_detached() {
    // Blocks until one is a zombie, and leaves it for cleanup().
    siginfo_t about{};
    while (::waitid(P_ALL, 0, &about, WEXITED | WNOWAIT | __WALL) == 0)
        subprocess::cleanup();
}

Pipe::Pipe() {
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0)
        fail("pipe2");
    reader = subprocess::Handle(fds[0]);
    writer = subprocess::Handle(fds[1]);
}

std::string Pipe::read() const {
    return read_once(reader.get());
}

std::string Pipe::read_all() const {
    std::string text;
    for (std::string more = read(); !more.empty(); more = read())
        text += more;
    return text;
}

bool LifeLine::alive() const {
    pollfd end{m_pipe.reader.get(), 0, 0};
    return ::poll(&end, 1, 0) == 0;
}

std::string content_of(const std::filesystem::path& path) {
    std::ostringstream content;
    content << std::ifstream(path).rdbuf();
    return content.str();
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
