#include "os/token_pool.hpp"

#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "os/streams.hpp"

#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// A pipe that holds one byte for each token. Both ends are ours, so a write raises no SIGPIPE, also if make is gone.
class TokenPipe final : public TokenPool {
public:
    /// \param reader does not block, since others may take a token between a look and a read
    /// \param writer may be empty: the same as the reader
    TokenPipe(Handle reader, Handle writer) noexcept : m_reader(std::move(reader)), m_writer(std::move(writer)) {}

    std::optional<char> take() override {
        char token = 0;
        const ssize_t count = retry([&] { return ::read(m_reader.get(), &token, 1); });
        if (count == -1 && errno != EAGAIN)
            throw_errno(errno, "jobserver");
        return count == 1 ? std::optional<char>(token) : std::nullopt;
    }

    void put_back(char token) override {
        const Handle& writer = m_writer.valid() ? m_writer : m_reader;
        check(retry([&] { return ::write(writer.get(), &token, 1); }), "jobserver");
    }

    NativeHandle handle() const noexcept override { return m_reader.get(); }

private:
    Handle m_reader, m_writer;
};

/// \throws OSError if it is no pipe
struct stat status_of_pipe(int fd, const std::string& address) {
    struct stat status {};
    check(::fstat(fd, &status), address);
    if (!S_ISFIFO(status.st_mode))
        throw_errno(EINVAL, address);
    return status;
}

std::unique_ptr<TokenPool> open_fifo(const std::string& path) {
    constexpr int flags = O_RDWR | O_NONBLOCK | O_CLOEXEC; // with O_WRONLY it could not be opened without a reader
    Handle fifo(check(retry([&] { return ::open(path.c_str(), flags); }), path));
    status_of_pipe(fifo.get(), path);
    return std::make_unique<TokenPipe>(std::move(fifo), Handle());
}

struct PipeEnds {
    int reader = -1, writer = -1;
};

/// In a recipe that make does not take for a make, the numbers are closed, or belong to other files. What this process
/// has opened itself is mostly close-on-exec; what it got from make is not.
void require_inherited_pipe(const PipeEnds& ends, const std::string& address) {
    const struct stat first = status_of_pipe(ends.reader, address);
    const struct stat second = status_of_pipe(ends.writer, address);
    if (first.st_dev != second.st_dev || first.st_ino != second.st_ino)
        throw_errno(EINVAL, address);
    const auto is_ours = [](int fd) { return (::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0; };
    if (is_ours(ends.reader) || is_ours(ends.writer) || !can_be_waited_for(ends.reader, Access::read) ||
        !can_be_waited_for(ends.writer, Access::write))
        throw_errno(EINVAL, address);
}

#if SUBPROCESS_LINUX

/// The same pipe with flags of its own. Empty if that is not possible.
Handle open_anew(int fd) {
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    return Handle(retry([&] { return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC); }));
}

#else

Handle open_anew(int) {
    return {};
}

#endif

/// O_NONBLOCK belongs to all who have the pipe, so it is not ours to set.
Handle open_reader(int fd, const std::string& address) {
    Handle own = open_anew(fd);
    if (own.valid())
        return own;
    if ((check(::fcntl(fd, F_GETFL), address) & O_NONBLOCK) == 0)
        throw_errno(ENOTSUP, address);
    return duplicate(fd);
}

std::unique_ptr<TokenPool> open_pipe_of(const PipeEnds& ends, const std::string& address) {
    require_inherited_pipe(ends, address);
    Handle reader = open_reader(ends.reader, address);
    return std::make_unique<TokenPipe>(std::move(reader), duplicate(ends.writer));
}

} // namespace

std::unique_ptr<TokenPool> open_token_pool(const std::string& address) {
    const std::string fifo = "fifo:";
    if (address.compare(0, fifo.size(), fifo) == 0)
        return open_fifo(address.substr(fifo.size()));
    PipeEnds ends;
    int length = 0;
    if (std::sscanf(address.c_str(), "%d,%d%n", &ends.reader, &ends.writer, &length) != 2 ||
        static_cast<std::size_t>(length) != address.size())
        throw_errno(EINVAL, address);
    return open_pipe_of(ends, address);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
