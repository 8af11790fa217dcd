#include "fake_child.hpp"

#include <subprocess/command.hpp>

#include "far_ends.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "os/wait_for.hpp"
#include "process/attempt.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

constexpr std::size_t every_pipe_holds = 4096;

} // namespace

FakeChild::FakeChild(FakeCall call, const FakeAnswer& answer) : m_answer(answer), m_call(std::move(call)) {}

/// Opens its streams; another thread may ask for the call by now. \return whether it may have to wait for others
bool FakeChild::open(const os::Start& start) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_streams.emplace(start);
    const bool is_pipe_of_ours = !start.is_callers[Stdio::in] && !start.terminal; // a terminal would not be hung up
    if (!is_pipe_of_ours && !reads_to_the_end())
        m_streams->in.close();
    const bool is_others_output = start.is_callers[Stdio::out] || start.is_callers[Stdio::err]; // and may be full
    return m_streams->in.valid() || m_answer.respond || is_others_output ||
           m_answer.out.size() + m_answer.err.size() > every_pipe_holds;
}

void FakeChild::start(const os::Start& start) {
    if (open(start))
        m_thread = std::thread([this] { act(); });
    else
        act();
}

// What it does --------------------------------------------------------------------------------------------------------

void FakeChild::act() noexcept {
    const bool has_failed = !try_to_work();
    m_streams->out.close();
    m_streams->err.close();
    if (!m_answer.hangs || has_failed)
        end(m_answer.signal != 0 ? os::returncode_of(m_answer.signal) : m_answer.returncode);
    attempt([this] { read_input(); });
}

bool FakeChild::try_to_work() noexcept {
    try {
        work();
        return true;
    } catch (...) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_error = std::current_exception();
        return false;
    }
}

void FakeChild::work() {
    std::string out = m_answer.out;
    if (m_answer.respond_to_line)
        converse(std::exchange(out, {}));
    if (reads_to_the_end() && !read_input())
        return; // it was ended meanwhile
    const std::string input = call().input;
    if (m_answer.expected_input)
        expect(input);
    if (m_answer.respond)
        out += m_answer.respond(input);
    write(m_streams->out, out);
    m_streams->out.close();
    write(m_streams->err, m_answer.err);
}

bool FakeChild::write(const Handle& stream, std::string_view text) const {
    return write_all(stream, text, Deadline::never().or_when(&m_stop));
}

/// Answers each line when it has come.
void FakeChild::converse(const std::string& greeting) {
    bool is_heard = write(m_streams->out, greeting);
    for (std::string rest; is_heard;) {
        const std::size_t end = rest.find('\n');
        const bool is_over = end == std::string::npos && !take_more(rest);
        if (is_over && rest.empty())
            return;
        if (!is_over && end == std::string::npos)
            continue;
        const std::string line = rest.substr(0, is_over ? rest.size() : end + 1);
        rest.erase(0, line.size());
        is_heard = write(m_streams->out, m_answer.respond_to_line(line));
    }
}

void FakeChild::expect(const std::string& received) {
    if (received == *m_answer.expected_input)
        return;
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_complaint = m_call.command.repr() + " got the input " + Command(received).repr() + ", and not " +
                  Command(*m_answer.expected_input).repr();
    throw FakeError("FakeProcesses: " + m_complaint);
}

// Its stdin -----------------------------------------------------------------------------------------------------------

/// \return what read_what_is_there() returns
std::optional<std::size_t> FakeChild::read_once() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_streams || !m_streams->in.valid())
        return 0;
    const std::optional<std::size_t> count = os::read_what_is_there(m_streams->in.get(), m_call.input);
    if (count == 0)
        m_streams->in.close();
    return count;
}

/// Waits for input that was not taken before, and appends it. \return false at its end, and if it is stopped first
bool FakeChild::take_more(std::string& input) {
    std::vector<os::Watched> stop{{{m_stop.handle()}}};
    for (double pause = 0.0001; !m_stop.is_pulled(); pause = std::min(2 * pause, 0.002)) { // seconds
        const bool is_at_end = read_once() == 0;
        if (take_what_was_read(input))
            return true;
        if (is_at_end)
            return false;
        os::wait_for(stop, Deadline::after(pause));
    }
    return false;
}

/// Another thread may have read it, for calls().
bool FakeChild::take_what_was_read(std::string& input) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    const bool is_there = m_call.input.size() > m_taken;
    input += m_call.input.substr(m_taken);
    m_taken = m_call.input.size();
    return is_there;
}

/// \return false if it is stopped first
bool FakeChild::read_input() {
    for (std::string piece; take_more(piece);)
        piece.clear();
    return !m_stop.is_pulled();
}

void FakeChild::collect() noexcept {
    attempt([this] {
        while (read_once().value_or(0) > 0) {
        }
    });
}

void FakeChild::close_input() noexcept {
    collect();
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_streams)
        m_streams->in.close();
}

// What others see -----------------------------------------------------------------------------------------------------

FakeCall FakeChild::call() {
    collect();
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_call;
}

std::string FakeChild::complaint() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_complaint;
}

void FakeChild::await_end(const Deadline& deadline) const {
    if (m_answer.hangs && !deadline.is_endless())
        return; // as if the time had passed
    if (m_answer.hangs && deadline.is_never())
        throw FakeError("FakeProcesses: the fake of " + m_call.command.repr() +
                        " hangs, and this wait has no limit: it would never end");
    std::vector<os::Watched> end{{{m_end.handle()}}};
    while (!m_end.is_pulled() && !deadline.has_passed())
        os::wait_for(end, deadline);
}

std::optional<os::Ended> FakeChild::wait(const Deadline& deadline) {
    if (!m_end.is_pulled())
        await_end(deadline);
    if (!m_end.is_pulled())
        return {};
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_error != nullptr)
        std::rethrow_exception(std::exchange(m_error, nullptr));
    return os::Ended{m_call.returncode.value_or(0)};
}

void FakeChild::send_signal(int number) {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_call.returncode)
            return;
        m_call.signal_numbers.push_back(number);
    }
    const std::vector<int>& ignored = m_answer.ignored;
    if (number == 0 || std::find(ignored.begin(), ignored.end(), number) != ignored.end())
        return;
    end(os::returncode_of(number));
    m_stop.pull();
    close_input();
}

void FakeChild::end(int code) {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (!m_call.returncode)
            m_call.returncode = code;
    }
    m_end.pull();
}

void FakeChild::kill() noexcept {
    end(os::returncode_of(os::kill_signal));
    m_stop.pull();
}

void FakeChild::leave() noexcept {
    m_stop.pull();
    if (m_thread.joinable())
        m_thread.join();
    close_input();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
