// Sources: where the stdin of a child comes from beside files and pipes.
#include "support/helpers.hpp"

#include <deque>
#include <filesystem>
#include <fstream>
#include <list>
#include <memory>
#include <sstream>
#include <thread>

using namespace subprocess;
using namespace tests;

namespace {

struct StoppedSource {};

/// What `cat` says if its stdin comes from there.
template <class T, class... K> std::string cat(T&& from_where, K&&... keywords) {
    return check_output(child("cat"), stdin_ = std::forward<T>(from_where), std::forward<K>(keywords)...);
}

/// Gives the numbers below `count`, each in a line.
struct Numbers {
    std::string operator()() { return next < count ? std::to_string(next++) + '\n' : ""; }
    int count;
    int next = 0;
};

std::string next_of_two() {
    static int calls = 0;
    return ++calls % 3 == 0 ? "" : "piece ";
}

} // namespace

TEST_CASE_METHOD(Census, "stdin_ takes a callable that returns the next piece, until it returns an empty one") {
    CHECK(cat(Numbers{3}) == "0\n1\n2\n");
    CHECK(cat([n = 0]() mutable { return ++n < 3 ? "x" : ""; }) == "xx");
    CHECK(cat([piece = std::string("once")]() mutable { return std::exchange(piece, {}); }) == "once");
    CHECK(cat(next_of_two) == "piece piece ");
    CHECK(cat(&next_of_two) == "piece piece ");
    CHECK(cat([] { return std::string_view(); }).empty());
}

TEST_CASE_METHOD(Census, "a callable gives much more than a pipe holds, and is called only when there is room") {
    Numbers numbers{50000};
    const std::string all = cat(numbers, timeout = GENERATE(false, true) ? std::optional<double>(1000) : std::nullopt);
    CHECK(all.size() == 288890);
    CHECK(numbers.next == 50000); // run() refers to it

    int calls = 0;
    Popen process(
        child("exit", 0), stdin_ = [&] { return ++calls, std::string(1000, 'x'); });
    CHECK(process.wait() == 0); // input that the child does not read is dropped
    CHECK(calls < 1000);
}

TEST_CASE_METHOD(Census, "stdin_ takes a range of strings") {
    CHECK(cat(std::vector<std::string>{"one ", "", "two"}) == "one two");
    const std::list<std::string_view> views{"a", "b"};
    CHECK(cat(views) == "ab");
    const char* const words[] = {"c", "d"};
    CHECK(cat(words) == "cd");
    std::deque<std::string> none;
    CHECK(cat(none).empty());
    CHECK(cat(std::vector<std::string>(100, std::string(10000, 'z'))).size() == 1000000);
}

TEST_CASE_METHOD(Census, "each child reads the range of an Options from its beginning") {
    Options options;
    options.stdin_ = std::vector<std::string>{"a", "b"};
    options.stdout_ = PIPE;
    CHECK(run(child("cat"), options).stdout_ == "ab");
    CHECK(run(child("cat"), Options(options)).stdout_ == "ab");
    Popen first(child("cat"), options), second(child("cat"), options);
    options = Options();
    CHECK(first.communicate().stdout_ == "ab");
    CHECK(second.communicate().stdout_ == "ab");
}

TEST_CASE_METHOD(Census, "a Popen and an Options keep a source, and run refers to it") {
    Options options;
    {
        std::vector<std::string> gone{"kept ", "text"};
        options.stdin_ = gone;
    }
    Popen first(child("cat"), options, stdout_ = PIPE);
    CHECK(first.communicate().stdout_ == "kept text");
    auto owned = std::make_unique<std::string>("moved");
    Popen second(
        child("cat"), stdout_ = PIPE, stdin_ = [piece = std::move(owned)] { return std::exchange(*piece, {}); });
    CHECK(second.stdin_ == None);
    CHECK(second.communicate().stdout_ == "moved");
    Numbers numbers{2};
    Popen third(child("cat"), stdout_ = PIPE, stdin_ = numbers);
    CHECK(third.communicate().stdout_ == "0\n1\n");
    CHECK(numbers.next == 0);
}

TEST_CASE_METHOD(Census, "from reads a std::istream, a FILE, a File and a descriptor") {
    std::istringstream in("skipped text");
    in.ignore(8);
    CHECK(cat(from(in)) == "text");
    CHECK(cat(from(std::istringstream(std::string(300000, 'z')))).size() == 300000);
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "source";
    std::ofstream(path) << "content";
    CHECK(cat(from(std::ifstream(path))) == "content");
    FILE* const file = std::fopen(path.string().c_str(), "rb");
    CHECK(cat(from(file)) == "content");
    std::fclose(file);
    CHECK(cat(from(open(path))) == "content");
    {
        const Descriptor descriptor(path);
        CHECK(cat(from(descriptor.fileno())) == "content");
    }
    std::filesystem::remove(path);
}

TEST_CASE_METHOD(Census, "from reads a pipe while the child's output is read") {
    Popen first(child("repeat", 1, 300000, "z"), stdout_ = PIPE);
    Handle origin(first.stdout_.detach());
    CHECK(cat(from(origin)) == std::string(300000, 'z'));
    CHECK(origin.valid());
}

TEST_CASE_METHOD(Census, "a stream that has failed, and a null pointer, are errors before the start") {
    CHECK_THROWS_AS(from(std::ifstream("no/such/file")), SubprocessError);
    std::FILE* const none = nullptr;
    CHECK_THROWS_AS(from(none), ValueError);
    std::string (*const no_function)() = nullptr;
    CHECK_THROWS_AS(run(child("cat"), stdin_ = no_function), ValueError);
    Options options;
    options.stdin_ = Numbers{1};
    CHECK_THROWS_AS(run(child("cat"), options, input = "text"), ValueError);
}

TEST_CASE_METHOD(Census, "in text mode a source is encoded, also a character that is cut between two pieces") {
    const std::vector<std::string> pieces{"\xe2", "\x82", "\xac", "\xc3", "\xa9"};
    CHECK(run(child("cat"), stdin_ = pieces, stdout_ = first_bytes(9), encoding = "cp1252").stdout_ ==
          "\xe2\x82\xac\xc3\xa9");
    std::string bytes;
    run(child("cat"), stdin_ = pieces, encoding = "cp1252",
        stdout_ = each_chunk([&](std::string_view chunk) { bytes += chunk; }));
    CHECK(bytes == "\x80\xe9");
    const auto failing = [] { run(child("cat"), stdin_ = std::list<std::string>{"\xe2\x82\xac"}, encoding = "ascii"); };
    CHECK_THROWS_AS(failing(), UnicodeEncodeError);
}

TEST_CASE_METHOD(Census, "what a source throws leaves run, which ends the child before it sees the end of its input") {
    Pipe said;
    const auto failing = [&] {
        run(
            child("read", 0, 4, "until", 0, "to", said.writer.get(), "end"), passing({said.writer.get()}),
            stdin_ = [n = 0]() mutable {
                if (++n > 1)
                    throw StoppedSource();
                return "text";
            });
    };
    CHECK_THROWS_AS(failing(), StoppedSource);
    said.writer.close();
    CHECK(said.read_all().empty());
}

TEST_CASE_METHOD(Census, "what a source throws leaves communicate, and the next one ends the input and goes on") {
    Popen process(
        child("cat"), stdout_ = PIPE, stdin_ = [n = 0]() mutable {
            if (++n > 1)
                throw StoppedSource();
            return "text";
        });
    CHECK_THROWS_AS(process.communicate(), StoppedSource);
    CHECK(process.returncode == None);
    CHECK(process.communicate().stdout_ == "text");
    CHECK(process.returncode == 0);
}

TEST_CASE_METHOD(Census, "a source and a sink move at once, in a constant amount of memory") {
    std::size_t sent = 0, received = 0;
    constexpr std::size_t size = 8 << 20;
    const std::string piece(100000, 'z');
    run(
        child("cat"), check = true, stdout_ = each_chunk([&](std::string_view bytes) { received += bytes.size(); }),
        stdin_ = [&]() -> std::string_view {
            if (sent >= size)
                return {};
            sent += piece.size();
            CHECK(sent - received < 1000000);
            return piece;
        });
    CHECK(sent == received);
}

TEST_CASE_METHOD(Census, "wait serves a source, too") {
    Popen process(child("until", 0), stdin_ = std::vector<std::string>(3, std::string(100000, 'z')));
    CHECK(process.wait() == 0);
}
