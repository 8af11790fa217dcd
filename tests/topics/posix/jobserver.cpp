// A client of a jobserver that this test plays: a pipe or a named one, with tokens that can be told apart.
#include "process/jobserver.hpp"
#include "support/posix/helpers.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;
using detail::Jobserver;

namespace {

const std::string tokens = "+abc";

/// What make does when it begins: the read end does not block, and children inherit both.
class PlayedMake {
public:
    explicit PlayedMake(int flags = O_NONBLOCK) {
        CHECK(::pipe(m_fds) == 0);
        ::fcntl(m_fds[0], F_SETFL, flags);
        put(tokens);
    }
    PlayedMake(const PlayedMake&) = delete;
    PlayedMake& operator=(const PlayedMake&) = delete;
    ~PlayedMake() {
        ::close(m_fds[0]);
        ::close(m_fds[1]);
    }

    int reader() const { return m_fds[0]; }
    int writer() const { return m_fds[1]; }

    std::string flags() const { return " -j5 --jobserver-auth=" + word(m_fds[0]) + ',' + word(m_fds[1]); }

    void put(const std::string& some) const {
        CHECK(::write(m_fds[1], some.data(), some.size()) == static_cast<ssize_t>(some.size()));
    }

    /// Takes all tokens that there are. \return them in alphabetical order
    std::string take_all() const {
        std::string all;
        for (pollfd fd{m_fds[0], POLLIN, 0}; ::poll(&fd, 1, 0) == 1;) {
            char token = 0;
            CHECK(::read(m_fds[0], &token, 1) == 1);
            all += token;
        }
        std::sort(all.begin(), all.end());
        return all;
    }

private:
    int m_fds[2]{};
};

/// The jobserver of make 4.4 and later.
class PlayedFifo {
public:
    explicit PlayedFifo(std::string path) : m_path(std::move(path)) {
        CHECK(::mkfifo(m_path.c_str(), 0600) == 0);
        m_fd = Handle(::open(m_path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
        CHECK(::write(m_fd.get(), tokens.data(), tokens.size()) == static_cast<ssize_t>(tokens.size()));
    }

    std::string flags() const { return " -j5 --jobserver-auth=fifo:" + m_path; }

    std::string take_all() const {
        char all[16];
        const ssize_t count = ::read(m_fd.get(), all, sizeof all);
        std::sort(all, all + std::max<ssize_t>(count, 0));
        return {all, static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
    }

private:
    std::string m_path;
    Handle m_fd;
};

Jobserver client_of(const std::string& makeflags) {
    std::optional<Jobserver> client = Jobserver::open(makeflags);
    REQUIRE(client.has_value());
    return std::move(*client);
}

bool has_input(int fd) {
    pollfd polled{fd, POLLIN, 0};
    return ::poll(&polled, 1, 0) == 1;
}

template <class Server> void use_and_give_back(const Server& server) {
    Jobserver client = client_of(server.flags());
    CHECK(has_input(client.handle()));
    for (std::size_t held = 1; held <= tokens.size(); ++held) {
        CHECK(client.try_acquire());
        CHECK(client.held() == held);
    }
    CHECK_FALSE(client.try_acquire());
    CHECK_FALSE(has_input(client.handle()));
    client.release();
    CHECK(client.held() == 3);
    CHECK(has_input(client.handle()));
    CHECK(client.try_acquire());
}

} // namespace

TEST_CASE_METHOD(Census, "a client takes the tokens of a jobserver and gives the same ones back") {
    const PlayedMake make;
    use_and_give_back(make);
    CHECK(make.take_all() == tokens);
    const PlayedFifo fifo((folder() / "GMfifo1").string());
    use_and_give_back(fifo);
    CHECK(fifo.take_all() == tokens);
}

TEST_CASE_METHOD(Census, "tokens are given back when an exception ends their use") {
    const PlayedMake make;
    const auto fail = [&] {
        Jobserver client = client_of(make.flags());
        CHECK(client.try_acquire());
        CHECK(client.try_acquire());
        throw ValueError("stop");
    };
    CHECK_THROWS_AS(fail(), ValueError);
    CHECK(make.take_all() == tokens);
}

TEST_CASE_METHOD(Census, "tokens move along with their client") {
    const PlayedMake make, other;
    {
        Jobserver first = client_of(make.flags());
        CHECK(first.try_acquire());
        Jobserver second = std::move(first);
        CHECK_FALSE(first.try_acquire()); // NOLINT(bugprone-use-after-move)
        CHECK(first.held() == 0);
        CHECK(first.handle() == detail::no_handle);
        first.release();
        CHECK(second.held() == 1);
        Jobserver third = client_of(other.flags());
        CHECK(third.try_acquire());
        third = std::move(second);
        CHECK(third.try_acquire());
        CHECK(third.held() == 2);
    }
    CHECK(make.take_all() == tokens);
    CHECK(other.take_all() == tokens);
}

TEST_CASE_METHOD(Census, "a client takes and gives no token in a copy of the process") {
    const PlayedMake make;
    Jobserver client = client_of(make.flags());
    CHECK(client.try_acquire());
    CHECK(in_fork([&] {
              const bool has_taken = client.try_acquire();
              { const Jobserver gone = std::move(client); }
              return std::string(has_taken ? "taken" : "none");
          }) == "none");
    client.release();
    CHECK(make.take_all() == tokens);
}

TEST_CASE_METHOD(Census, "the flags of make's pipe stay as they are") {
    const int flags = GENERATE(0, O_NONBLOCK);
    const PlayedMake make(flags);
    const std::optional<Jobserver> client = Jobserver::open(make.flags());
    CHECK((::fcntl(make.reader(), F_GETFL) & O_NONBLOCK) == flags);
    CHECK((::fcntl(make.reader(), F_GETFD) & FD_CLOEXEC) == 0);
    CHECK((::fcntl(make.writer(), F_GETFL) & O_NONBLOCK) == 0);
}

TEST_CASE_METHOD(Census, "a pipe whose read end blocks is used without blocking, or not at all") {
    const PlayedMake make(0);
    if (std::optional<Jobserver> client = Jobserver::open(make.flags())) {
        while (client->try_acquire()) {
        }
        CHECK(client->held() == tokens.size());
    }
    CHECK(make.take_all() == tokens);
}

TEST_CASE_METHOD(Census, "numbers that are not the two ends of one inherited pipe are no jobserver") {
    const auto is_offered = [](int reader, int writer) {
        return Jobserver::open("-j --jobserver-auth=" + word(reader) + ',' + word(writer)).has_value();
    };
    const PlayedMake make, other;
    CHECK(is_offered(make.reader(), make.writer()));
    CHECK_FALSE(is_offered(make.reader(), other.writer()));
    CHECK_FALSE(is_offered(make.writer(), make.reader()));
    CHECK_FALSE(is_offered(make.reader(), 999));
    const Descriptor log(folder() / "log");
    ::fcntl(log.fileno(), F_SETFD, 0);
    CHECK_FALSE(is_offered(log.fileno(), log.fileno()));
    const Pipe own; // close-on-exec, so make cannot have passed it on
    CHECK_FALSE(is_offered(own.reader.get(), own.writer.get()));
}

TEST_CASE_METHOD(Census, "a file in the place of the named pipe is no jobserver") {
    CHECK_FALSE(Jobserver::open("-j4 --jobserver-auth=fifo:" + file("GMfifo1", "++++").string()));
    CHECK(content_of(folder() / "GMfifo1") == "++++");
}

TEST_CASE_METHOD(Census, "children do not inherit the descriptors of a client") {
    const PlayedMake make;
    const Jobserver client = client_of(make.flags());
    const std::string seen = (folder() / "seen").string();
    run(child("fds", seen), close_fds = false, check = true);
    const std::string fds = "\n" + content_of(seen);
    CHECK_THAT(fds, ContainsSubstring('\n' + word(make.reader()) + ' ') &&
                        ContainsSubstring('\n' + word(make.writer()) + ' '));
    CHECK_THAT(fds, !ContainsSubstring('\n' + word(client.handle()) + ' '));
    CHECK_THAT(fds, !ContainsSubstring('\n' + word(client.handle() + 1) + ' '));
}
