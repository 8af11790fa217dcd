// Any of the parent's descriptors 0, 1 and 2 can be closed, and can be given to the child in any order.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <algorithm>
#include <cstddef>

#include <fcntl.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

constexpr unsigned all_combinations = 8;

bool is_closed(unsigned closed, int fd) {
    return (closed >> fd & 1) != 0;
}

/// Opens a separate file as each of 0, 1 and 2, or closes it. For use in a fork.
void arrange(const fs::path& folder, unsigned closed) {
    for (const int fd : {0, 1, 2}) {
        Handle file(::open((folder / std::to_string(fd)).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
        const Handle above(::fcntl(file.get(), F_DUPFD_CLOEXEC, 10));
        file.close(); // its number may be one of the three
        ::dup2(above.get(), fd);
    }
    for (const int fd : {0, 1, 2})
        if (is_closed(closed, fd))
            ::close(fd);
}

constexpr int inherited = -1;
constexpr int none = -2;

template <class Stream> void redirect(Stream& stream, int source) {
    if (source == none)
        stream = CLOSED;
    else if (source != inherited)
        stream = source;
}

/// What the child has as 0, 1 and 2 if it gets these of ours, and what it should have; empty if they are the same.
std::string outcome(const fs::path& file, unsigned closed, const int (&sources)[3]) {
    Options options;
    redirect(options.stdin_, sources[0]);
    redirect(options.stdout_, sources[1]);
    redirect(options.stderr_, sources[2]);
    std::string expected;
    for (const int target : {0, 1, 2}) {
        const int source = sources[target] == inherited ? target : sources[target];
        if (source != none && !is_closed(closed, source))
            expected += std::to_string(target) + ' ' + identity(source) + '\n';
    }
    run(child("fds", file.c_str()), options);
    const std::string seen = content_of(file);
    if (seen == expected)
        return "";
    std::string text = "closed " + std::to_string(closed) + ", sources";
    for (const int source : sources)
        text += ' ' + std::to_string(source);
    return text + ": got\n" + seen + "instead of\n" + expected;
}

/// The outcomes of all assignments of open streams.
std::string outcome_of_all(const fs::path& file, unsigned closed) {
    std::string outcomes;
    const auto usable = [&](int source) { return source == inherited || !is_closed(closed, source); };
    for (int in = inherited; in < 3; ++in)
        for (int out = inherited; out < 3; ++out)
            for (int err = inherited; err < 3; ++err)
                if (usable(in) && usable(out) && usable(err))
                    outcomes += outcome(file, closed, {in, out, err});
    return outcomes;
}

/// The results of `work(closed)` in a fork, for each combination of our streams that are closed.
template <class Work> std::string with_any_closed(const fs::path& folder, const Work& work) {
    return in_fork([&] {
        std::string outcomes;
        for (unsigned closed = 0; closed < all_combinations; ++closed) {
            arrange(folder, closed);
            outcomes += work(closed);
        }
        return outcomes;
    });
}

} // namespace

TEST_CASE_METHOD(EveryWayToRedirect, "the three streams may be given in any order and be closed",
                 "[lesson-22][lesson-23][lesson-24][py-54][py-58][py-63][py-64][py-65]") {
    INFO(name());
    CHECK(with_any_closed(folder(), [&](unsigned closed) { return outcome_of_all(folder() / "fds", closed); }) == "");
}

TEST_CASE_METHOD(EveryWay, "the three streams can be inherited or swapped in every combination, and be closed",
                 "[lesson-22][lesson-23]") {
    INFO(name());
    CHECK(with_any_closed(folder(), [&](unsigned closed) {
              const auto open = [closed](int source) { return is_closed(closed, source) ? inherited : source; };
              return outcome(folder() / "fds", closed, {inherited, inherited, inherited}) +
                     outcome(folder() / "fds", closed, {open(1), open(2), open(0)});
          }) == "");
}

TEST_CASE_METHOD(EveryWay, "any of the three streams can be CLOSED in a child, and any of the parent's be closed") {
    INFO(name());
    CHECK(with_any_closed(folder(), [&](unsigned closed) {
              std::string outcomes;
              for (unsigned childs = 0; childs < all_combinations; ++childs) {
                  const auto is_given = [&](int source) { return !is_closed(closed, source); };
                  const auto from = [&](int target, int source) {
                      return is_closed(childs, target) ? none : is_given(source) ? source : inherited;
                  };
                  const auto ours = [&](int target) { return is_closed(childs, target) ? none : inherited; };
                  outcomes += outcome(folder() / "fds", closed, {ours(0), ours(1), ours(2)});
                  outcomes += outcome(folder() / "fds", closed, {from(0, 1), from(1, 2), from(2, 0)});
              }
              return outcomes;
          }) == "");
}

TEST_CASE_METHOD(EveryWay, "pipes work beside streams that are CLOSED") {
    INFO(name());
    CHECK(with_any_closed(folder(), [](unsigned) {
              return *run(child("cat"), input = "in", stdout_ = PIPE, stderr_ = CLOSED).stdout_ +
                     *run(child("to", 2, "err "), stdin_ = CLOSED, stdout_ = CLOSED, stderr_ = PIPE).stderr_;
          }) == "inerr inerr inerr inerr inerr inerr inerr inerr ");
}

TEST_CASE_METHOD(EveryWay, "pipes work if the parent's own streams are closed", "[lesson-19][py-62]") {
    INFO(name());
    CHECK(with_any_closed(folder(), [](unsigned) {
              const CompletedProcess done = run(child("cat", "to", 2, "err"), input = "in", capture_output = true);
              return *done.stdout_ + *done.stderr_ + ' ';
          }) == "inerr inerr inerr inerr inerr inerr inerr inerr ");
}

TEST_CASE_METHOD(EveryWay, "a single pipe works if the parent's own streams are closed", "[lesson-19][py-62]") {
    INFO(name());
    CHECK(with_any_closed(folder(), [](unsigned) {
              const std::string out = run(child("to", 1, "out"), stdout_ = PIPE).stdout_;
              return out + *run(child("to", 2, "err"), stderr_ = PIPE, stdin_ = DEVNULL).stderr_ + ' ';
          }) == "outerr outerr outerr outerr outerr outerr outerr outerr ");
}

TEST_CASE_METHOD(EveryWay, "a child gets none of our pipes in place of a closed stream", "[py-54][py-62]") {
    INFO(name());
    CHECK(in_fork([&] {
              arrange(folder(), 0b101);
              const std::string log = identity(1);
              run(child("fds", (folder() / "fds").c_str()), stderr_ = PIPE);
              const std::string seen = content_of(folder() / "fds");
              return std::string(seen.rfind("1 " + log + "\n2 ", 0) == 0 ? "1 and 2" : seen);
          }) == "1 and 2");
}

TEST_CASE_METHOD(EveryWay, "errors are reported if the parent's own streams are closed", "[py-62]") {
    INFO(name());
    const std::string named = with_any_closed(folder(), [](unsigned) {
        std::string names = thrown<FileNotFoundError>([] { run({"/no"}, capture_output = true); }).filename;
        names += thrown<FileNotFoundError>([] { run({"/no"}, stdin_ = DEVNULL); }).filename;
        names += thrown<FileNotFoundError>([] { run({"/no"}, cwd = "/nowhere"); }).filename;
        return names + ' ';
    });
    CHECK(named == "/no/no/nowhere /no/no/nowhere /no/no/nowhere /no/no/nowhere "
                   "/no/no/nowhere /no/no/nowhere /no/no/nowhere /no/no/nowhere ");
}

TEST_CASE_METHOD(EveryWay, "descriptor 0 can be stdout while stdin is a pipe", "[lesson-20]") {
    INFO(name());
    CHECK(in_fork([&] {
              arrange(folder(), 0);
              run(child("cat"), input = "through", stdout_ = 0);
              return content_of(folder() / "0");
          }) == "through");
}

TEST_CASE_METHOD(EveryWay, "descriptor 1 can be stderr while stdout is a pipe", "[lesson-21]") {
    INFO(name());
    CHECK(in_fork([&] {
              arrange(folder(), 0);
              const CompletedProcess done = run(child("to", 1, "out", "to", 2, "err"), stdout_ = PIPE, stderr_ = 1);
              return *done.stdout_ + ' ' + content_of(folder() / "1");
          }) == "out err");
}

TEST_CASE_METHOD(EveryWay, "a source that already has its stream's number stays open across exec",
                 "[lesson-24][py-65]") {
    INFO(name());
    CHECK(in_fork([&] {
              arrange(folder(), 0);
              for (const int fd : {0, 1, 2})
                  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
              return outcome(folder() / "fds", 0, {0, 1, 2});
          }) == "");
}

TEST_CASE_METHOD(EveryWay, "errors are reported if redirections take the numbers of closed streams", "[py-66]") {
    INFO(name());
    CHECK(in_fork([&] {
              std::string outcomes;
              for (unsigned closed = 0; closed < all_combinations; ++closed) {
                  arrange(folder(), 0);
                  const Handle file(::fcntl(1, F_DUPFD_CLOEXEC, 10));
                  arrange(folder(), closed);
                  const int fd = file.get(); // above 2, so that the report pipe can get a number below 3
                  outcomes += thrown<FileNotFoundError>([fd] {
                                  run({"/no"}, stdin_ = fd, stdout_ = fd, stderr_ = fd);
                              }).filename;
                  outcomes +=
                      std::to_string(run(
                                         child("exit", 3), stdin_ = fd, stdout_ = fd, stderr_ = fd, preexec_fn = [] {})
                                         .returncode);
              }
              return outcomes;
          }) == "/no3/no3/no3/no3/no3/no3/no3/no3");
}

TEST_CASE_METHOD(EveryWayToRedirect, "a stream in the way of another moves to a number above 2", "[lesson-22]") {
    INFO(name());
    CHECK(in_fork([&] {
              arrange(folder(), 0);
              const Handle file(::fcntl(1, F_DUPFD_CLOEXEC, 10));
              arrange(folder(), 0b001);
              return outcome(folder() / "fds", 0b001, {file.get(), 2, 1});
          }) == "");
}

TEST_CASE_METHOD(EveryWay, "the error report pipe is never inherited, whatever its number", "[py-69]") {
    INFO(name());
    std::ptrdiff_t all = 0; // including what this process inherited itself
    CHECK(with_any_closed(folder(), [&](unsigned closed) {
              run(child("fds", (folder() / "fds").c_str()), close_fds = false);
              const std::string fds = content_of(folder() / "fds");
              std::ptrdiff_t count = std::count(fds.begin(), fds.end(), '\n');
              for (const int fd : {0, 1, 2})
                  count += is_closed(closed, fd) ? 1 : 0;
              all = closed == 0 ? count : all;
              return count == all ? "" : fds;
          }) == "");
}
