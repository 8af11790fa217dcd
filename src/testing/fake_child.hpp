// A child that is none.
#pragma once

#include "far_ends.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/trigger.hpp"

#include <subprocess/fake_rule.hpp>
#include <subprocess/handle.hpp>

#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// What it writes and what it reads are real pipes and files. A thread of its own does what may have to wait for the
/// other side: to read, and to write more than every pipe holds. Everything else is over when it has started.
class FakeChild {
public:
    FakeChild(FakeCall call, const FakeAnswer& answer);

    /// \throws OSError if a stream cannot be copied
    void start(const os::Start& start);

    /// As of now.
    FakeCall call();
    bool hangs() const noexcept { return m_answer.hangs; }
    /// What was not as expected; empty: nothing.
    std::string complaint();

    std::optional<os::Ended> wait(const Deadline& deadline);
    void send_signal(int number);

    void kill() noexcept;
    /// Nobody waits for it any more. Its thread ends.
    void leave() noexcept;

private:
    bool reads_to_the_end() const { return m_answer.respond || m_answer.respond_to_line || m_answer.expected_input; }
    bool open(const os::Start& start);
    void act() noexcept;
    bool try_to_work() noexcept;
    void work();
    void converse(const std::string& greeting);
    bool write(const Handle& stream, std::string_view text) const;
    bool read_input();
    bool take_more(std::string& input);
    bool take_what_was_read(std::string& input);
    std::optional<std::size_t> read_once();
    void collect() noexcept;
    void close_input() noexcept;
    void end(int code);
    void await_end(const Deadline& deadline) const;
    void expect(const std::string& received);

    const FakeAnswer m_answer;
    std::optional<FarEnds> m_streams; ///< its outputs belong to the thread
    std::thread m_thread;
    os::Trigger m_end, m_stop;
    std::mutex m_mutex; ///< guards what follows, and the stdin
    FakeCall m_call;
    std::size_t m_taken = 0; ///< how much of its input the thread has taken
    std::string m_complaint;
    std::exception_ptr m_error; ///< is thrown once
};

} // namespace detail
} // namespace v1
} // namespace subprocess
