#include <subprocess/fake_rule.hpp>

#include <subprocess/error.hpp>

#include "os/process.hpp"

namespace subprocess {
inline namespace v1 {

FakeRule& FakeRule::prints(std::string_view text) {
    last().out += text;
    return *this;
}

FakeRule& FakeRule::prints_error(std::string_view text) {
    last().err += text;
    return *this;
}

FakeRule& FakeRule::answers(std::function<std::string(std::string_view input)> function) {
    last().respond = std::move(function);
    return *this;
}

FakeRule& FakeRule::answers_lines(std::function<std::string(std::string_view line)> function) {
    last().respond_to_line = std::move(function);
    return *this;
}

FakeRule& FakeRule::expects_input(std::string_view text) {
    last().expected_input = text;
    return *this;
}

FakeRule& FakeRule::returns(int code) {
    last().returncode = code;
    return *this;
}

FakeRule& FakeRule::killed_by(int signal) {
    last().signal = signal;
    return *this;
}

FakeRule& FakeRule::fails_to_start(int errno_value) {
    if (errno_value <= 0)
        throw ValueError("fails_to_start: " + std::to_string(errno_value) + " is no error number");
    last().start_error = errno_value;
    return *this;
}

FakeRule& FakeRule::hangs() {
    last().hangs = true;
    return *this;
}

FakeRule& FakeRule::ignores(int signal) {
    if (signal == detail::os::kill_signal)
        throw ValueError("ignores: SIGKILL ends every process");
    last().ignored.push_back(signal);
    return *this;
}

FakeRule& FakeRule::then() {
    m_answers.emplace_back();
    return *this;
}

FakeRule& FakeRule::times(std::size_t count) {
    m_limit = count;
    return *this;
}

} // namespace v1
} // namespace subprocess
