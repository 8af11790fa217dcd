// pty: a child with a pseudoconsole. Under Wine 8 its standard streams are not the console, so the child opens it.
#include "support/auditor.hpp"
#include "support/sinks.hpp"
#include "support/windows/consoles.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

using Calls = std::vector<std::string>;

template <class... K> std::string pty_refusal(K&&... keywords) {
    return text_of<ValueError>([&] { run(child("exit", 0), std::forward<K>(keywords)...); });
}

/// While it lives, the system has these calls for pseudoconsoles.
class OtherCalls {
public:
    explicit OtherCalls(const os::PseudoConsoleCalls& calls) : m_calls(calls) {
        os::set_pseudo_console_calls(&m_calls);
    }
    OtherCalls(const OtherCalls&) = delete;
    OtherCalls& operator=(const OtherCalls&) = delete;
    ~OtherCalls() { os::set_pseudo_console_calls(nullptr); }

private:
    const os::PseudoConsoleCalls m_calls;
};

HRESULT WINAPI refuse_to_create(COORD, HANDLE, HANDLE, DWORD, void**) {
    return HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY);
}
HRESULT WINAPI resize_nothing(void*, COORD) {
    return E_INVALIDARG;
}
HRESULT WINAPI resize_never(void*, COORD) {
    return E_NOTIMPL;
}
void WINAPI close_nothing(void*) {}

std::size_t count_of(const std::string& part, const std::string& whole) {
    std::size_t count = 0;
    for (std::size_t at = whole.find(part); at != whole.npos; at = whole.find(part, at + part.size()))
        ++count;
    return count;
}

} // namespace

// What is refused before the start ------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "pty is refused before the start where there is no pseudoconsole that can be resized", "") {
    Auditor auditor;
    {
        const OtherCalls before_windows_10({nullptr, nullptr, nullptr});
        CHECK_THAT(pty_refusal(pty = true),
                   ContainsSubstring("pseudoconsole, which Windows has since version 10 1809"));
    }
    {
        const OtherCalls of_wine_8({&refuse_to_create, &resize_never, &close_nothing});
        CHECK_THAT(pty_refusal(pty = true),
                   ContainsSubstring("that can be resized, which this system has not implemented"));
    }
    if (os::why_no_pseudo_console() != nullptr)
        CHECK(pty_refusal(pty = true) == os::why_no_pseudo_console());
    CHECK(auditor.events.empty());
}

TEST_CASE_METHOD(Census, "pty on Windows refuses what a pseudoconsole cannot do", "") {
    const Consoles consoles;
    Pty loud, raw;
    loud.echo = false;
    raw.raw = true;
    CHECK_THAT(pty_refusal(pty = loud), ContainsSubstring("pty with echo = false"));
    CHECK_THAT(pty_refusal(pty = raw), ContainsSubstring("pty with raw = true"));
    CHECK_THAT(pty_refusal(pty = Pty{24, 32768}), ContainsSubstring("at most 32767 rows and columns, not 32768"));
    CHECK_THAT(pty_refusal(pty = true, stderr_ = CLOSED), ContainsSubstring("stderr_ cannot be CLOSED"));
    for (const DWORD flag : {CREATE_NEW_CONSOLE, CREATE_NO_WINDOW, DETACHED_PROCESS})
        CHECK_THAT(pty_refusal(pty = true, creationflags = flag), ContainsSubstring("creationflags"));
    CHECK(consoles.calls().empty());
}

TEST_CASE_METHOD(Census, "a pseudoconsole that the system does not create is an error that names the keyword", "") {
    const OtherCalls calls({&refuse_to_create, &resize_nothing, &close_nothing});
    const auto error = thrown<OSError>([] { run(child("exit", 0), pty = true); });
    CHECK(error.winerror == ERROR_NOT_ENOUGH_MEMORY);
    CHECK_THAT(error.what(), EndsWith(": pty"));
}

// The streams ---------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "what a program shows at its pseudoconsole is read to the end", "") {
    const Consoles consoles;
    const CompletedProcess done = run(child("show", 1000, "one more line", "exit", 3), pty = true);
    CHECK(done.returncode == 3);
    CHECK(count_of("one more line", *done.stdout_) == 1000);
    CHECK(done.stderr_ == None);
    CHECK_THAT(check_output(child("show-size"), pty = Pty{10, 40}), ContainsSubstring("10x40."));
}

TEST_CASE_METHOD(Census, "a program at a pseudoconsole reads what is typed, and the end of the input", "") {
    const Consoles consoles;
    const auto typed = [](auto&&... keywords) {
        const std::string shown =
            *run(child("type-back"), pty = true, timeout = 60s, std::forward<decltype(keywords)>(keywords)...).stdout_;
        return shown.substr(shown.find('['));
    };
    const std::string whole = typed(input = "one\ntwo\n"), unfinished = typed(text = true, input = "one\ntwo");
    CHECK_THAT(whole, ContainsSubstring("[one]") && ContainsSubstring("[two]") && ContainsSubstring("the end"));
    CHECK_THAT(unfinished, ContainsSubstring("[one]") && ContainsSubstring("[two]") && ContainsSubstring("the end"));
    CHECK_THAT(typed(stdin_ = std::vector<std::string>{"one\n", "two\n"}),
               ContainsSubstring("[two]") && ContainsSubstring("the end"));
    CHECK_THAT(*run(child("type-back"), pty = true, timeout = 60s).stdout_, ContainsSubstring("the end"));
}

TEST_CASE_METHOD(Census, "a Popen talks to a program at a pseudoconsole", "") {
    const Consoles consoles;
    Popen process(child("show", 1, "ready", "type-back"), pty = true, text = true);
    process.stdout_.read_until("ready", timeout = 60s);
    process.stdin_.write("Ada\n");
    process.stdin_.flush();
    process.stdout_.read_until("[Ada]", timeout = 60s);
    const Outputs rest = process.communicate("Bob", timeout = 60s);
    CHECK_THAT(*rest.stdout_, ContainsSubstring("[Bob]") && ContainsSubstring("the end"));
    CHECK(process.wait() == 0);
}

TEST_CASE_METHOD(Census, "a program at a pseudoconsole has none of our streams", "") {
    const Consoles consoles;
    CHECK_THAT(check_output(child("show-streams"), pty = true), ContainsSubstring("only the console"));
    CHECK_THAT(check_output(child("show-streams"), pty = true, stdin_ = DEVNULL), ContainsSubstring("other streams"));
}

TEST_CASE_METHOD(Census, "sinks get what a pseudoconsole shows", "") {
    const Consoles consoles;
    std::string lines;
    run(child("show", 2, "a line"), pty = true, text = true,
        stdout_ = each_line([&](std::string_view line) { lines.append(line) += '|'; }));
    CHECK(count_of("a line|", lines) == 2);
}

TEST_CASE_METHOD(Census, "a stream that is given is not the pseudoconsole, and the others are", "") {
    const Consoles consoles;
    const CompletedProcess done = run(child("to", 1, "data", "show", 1, "shown"), pty = true, stdout_ = PIPE);
    CHECK(*done.stdout_ == "data");
    CHECK_THAT(*done.stderr_, ContainsSubstring("shown") && !ContainsSubstring("data"));
}

TEST_CASE_METHOD(Census, "a timeout keeps what a pseudoconsole has shown", "") {
    const Consoles consoles;
    const Gate gate;
    Popen process(child("show", 1, "early", "until", 0), pty = true, stdin_ = gate);
    std::string shown;
    while (shown.find("early") == shown.npos)
        shown = *thrown<TimeoutExpired>([&] { process.communicate(timeout = moment); }).stdout_;
    process.kill();
    CHECK_THAT(*process.communicate().stdout_, ContainsSubstring("early"));
}

// The calls -----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a pseudoconsole is closed once, by another thread, when its program has ended", "") {
    Consoles consoles;
    Gate gate;
    Popen process(child("until", 0), pty = Pty{50, 132}, stdin_ = gate);
    process.resize(20, 30);
    CHECK(consoles.calls() == Calls{"create 50x132", "resize 20x30"});
    gate.open();
    process.stdout_.read();
    CHECK(process.wait() == 0);
    CHECK(consoles.await_calls(3) == Calls{"create 50x132", "resize 20x30", "close elsewhere"});
    CHECK_THAT(text_of<ValueError>([&] { process.resize(20, 30); }), ContainsSubstring("closed"));
}

TEST_CASE_METHOD(Census, "the destructor hangs up before it waits for the program, and does not wait for the closing",
                 "") {
    Gate gate;
    Consoles consoles;
    Pipe barrier;
    consoles.before_close = [&] {
        gate.open(); // as the program's end
        barrier.read_all();
    };
    { const Popen process(child("until", 0), pty = true, stdin_ = gate); }
    CHECK(consoles.calls() == Calls{"create 24x80"});
    barrier.writer.close();
    CHECK(consoles.await_calls(2) == Calls{"create 24x80", "close elsewhere"});
}

TEST_CASE_METHOD(Census, "a sink that has enough hangs up the program", "") {
    Gate gate;
    Consoles consoles;
    consoles.before_close = [&] { gate.open(); };
    std::string first;
    run(child("show", 1, "enough", "until", 0), pty = true, stdin_ = gate,
        stdout_ = each_line([&](std::string_view line) {
            first = line;
            return false;
        }));
    CHECK_THAT(first, ContainsSubstring("enough"));
}

TEST_CASE_METHOD(Census, "a program whose pseudoconsole was closed early has not failed", "") {
    constexpr int status_control_c_exit = static_cast<int>(0xC000013A);
    Gate gate;
    Consoles consoles;
    consoles.before_close = [&] { gate.open(); };
    const CompletedProcess done =
        run(child("show", 1, "enough", "until", 0, "exit", status_control_c_exit), pty = true, stdin_ = gate,
            check = true, stdout_ = each_line([](std::string_view) { return false; }));
    if (done.returncode == 0)
        TESTS_SKIP("Wine has ended the program with 0 before it ended by itself");
    CHECK(done.returncode == status_control_c_exit);
}

TEST_CASE_METHOD(Census, "a start that fails closes the pseudoconsole", "") {
    const Consoles consoles;
    CHECK_THROWS_AS(run({"no such program"}, pty = true), FileNotFoundError);
    CHECK(consoles.await_calls(2) == Calls{"create 24x80", "close elsewhere"});
}

TEST_CASE_METHOD(Census, "a tree can have a pseudoconsole", "") {
    const Consoles consoles;
    CHECK_THAT(*run(child("show", 1, "shown"), pty = true, tree = true).stdout_, ContainsSubstring("shown"));
}
