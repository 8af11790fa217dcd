// What goes through the streams of a child.
#include "scenario.hpp"

#include <subprocess.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <fcntl.h>

namespace faults {
namespace {

namespace sp = subprocess;

constexpr std::size_t much = 200000; // more than pipes hold

int null_device = -1;

/// It stays open to the end.
void open_null_device() {
    warm_up();
    null_device = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
}

/// Made before the scenario begins, so that its memory is no concern of the scenario.
const std::string long_text(much, 'x');

void capture() {
    const auto done = sp::run({child, "to", "1", "out", "to", "2", "err", "exit", "3"}, sp::capture_output = true);
    require_code(done.returncode, 3);
    require(done.stdout_ == "out" && done.stderr_ == "err", "the output is wrong");
}

void capture_much() {
    const auto done = sp::run({child, "repeat", "1", "20000", "0123456789"}, sp::stdout_ = sp::PIPE);
    require_code(done.returncode, 0);
    require(done.stdout_.size() == much, "the output is wrong");
}

void input() {
    const auto done = sp::run({child, "cat"}, sp::input = long_text, sp::capture_output = true, sp::timeout = 1000);
    require_code(done.returncode, 0);
    require(done.stdout_ == long_text, "the output is wrong");
}

void input_alone() {
    require_code(sp::run({child, "until", "0", "exit", "3"}, sp::input = "some").returncode, 3);
}

void text_mode() {
    const auto done = sp::run({child, "cat"}, sp::input = "\xc3\xa4\r\n", sp::text = true, sp::stdout_ = sp::PIPE);
    require_code(done.returncode, 0);
    require(done.stdout_ == "\xc3\xa4\n", "the text is wrong");
}

void checked_output() {
    try {
        require(sp::check_output({child, "to", "1", "out"}) == "out", "the output is wrong");
    } catch (const sp::CalledProcessError& error) {
        require_code(error.returncode, 0);
    }
}

void lines() {
    std::string seen;
    const auto done = sp::run({child, "lines", "3"}, sp::stderr_ = sp::DEVNULL,
                              sp::stdout_ = sp::each_line([&](std::string_view line) { seen += line; }));
    require_code(done.returncode, 0);
    require(seen == "012", "the lines are wrong");
}

void two_ways() {
    std::string seen;
    const sp::Sink copy = sp::each_chunk([&](std::string_view bytes) { seen += bytes; });
    const auto done = sp::run({child, "to", "1", "out"}, sp::stdout_ = sp::tee(sp::PIPE, copy, sp::to(null_device)));
    require_code(done.returncode, 0);
    require(done.stdout_ == "out" && seen == "out", "the output is wrong");
}

void appended() {
    require_code(sp::call({child, "to", "1", "x", "exit", "3"}, sp::stdout_ = sp::append("/dev/null")), 3);
}

void file() {
    const sp::File zeros = sp::open("/dev/zero", "r");
    require_code(sp::call({child, "read", "0", "9", "exit", "3"}, sp::stdin_ = zeros), 3);
}

void source() {
    int left = 3;
    const auto pieces = [&] { return left-- > 0 ? std::string("ab") : std::string(); };
    const auto done = sp::run({child, "cat"}, sp::stdin_ = pieces, sp::stdout_ = sp::PIPE);
    require_code(done.returncode, 0);
    require(done.stdout_ == "ababab", "the output is wrong");
}

void dialogue() {
    sp::Popen process({child, "read", "0", "2"}, sp::pty = true);
    process.stdin_.write("x\n");
    process.stdin_.flush();
    require_code(process.wait(), 0);
}

void terminal_output() {
    const auto done = sp::run({child, "terminals"}, sp::pty = true, sp::capture_output = true);
    require_code(done.returncode, 0);
    require(done.stdout_ == "012", "the output is wrong");
}

void popen() {
    sp::Popen process({child, "cat"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    process.stdin_.write("one\ntwo\n");
    process.stdin_.close();
    std::string all;
    for (std::string line = process.stdout_.readline(); !line.empty(); line = process.stdout_.readline())
        all += line;
    require_code(process.wait(), 0);
    require(all == "one\ntwo\n", "the output is wrong");
}

void communicate() {
    sp::Popen process({child, "cat"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    const auto outputs = process.communicate(long_text);
    require_code(process.wait(), 0);
    require(outputs.stdout_ == long_text, "the output is wrong");
}

} // namespace

const std::vector<Scenario> streams = {
    {"streams: capture", capture, warm_up},
    {"streams: one long output", capture_much, warm_up},
    {"streams: input", input, warm_up},
    {"streams: input alone", input_alone, warm_up},
    {"streams: text", text_mode, warm_up},
    {"streams: check_output", checked_output, warm_up},
    {"streams: each_line", lines, warm_up},
    {"streams: tee", two_ways, open_null_device},
    {"streams: append", appended, warm_up},
    {"streams: a file", file, warm_up},
    {"streams: a generator", source, warm_up},
    {"streams: pty", terminal_output, warm_up},
    {"streams: dialogue", dialogue, warm_up},
    {"streams: Popen", popen, warm_up},
    {"streams: communicate", communicate, warm_up},
};

} // namespace faults
