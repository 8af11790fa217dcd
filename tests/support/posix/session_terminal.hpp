// The terminal of a session of our own.
#pragma once

#include "support/posix/helpers.hpp"

#include <subprocess/handle.hpp>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace tests {

/// A terminal whose session and foreground group are those of a fork of this process.
class SessionTerminal {
public:
    SessionTerminal() : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        ::setsid();
        ::grantpt(m_master.get());
        ::unlockpt(m_master.get());
        m_slave = subprocess::Handle(::open(::ptsname(m_master.get()), O_RDWR | O_CLOEXEC));
        ::ioctl(m_slave.get(), TIOCSCTTY, 0);
        ::signal(SIGHUP, SIG_IGN);
        ::alarm(seconds_to_hang); // a test that hangs takes its terminal along, which hangs up a stopped child
    }

    subprocess::NativeHandle native_handle() const { return m_slave.get(); }

    void type(std::string_view text) const {
        if (::write(m_master.get(), text.data(), text.size()) == -1)
            throw std::runtime_error("write to a terminal");
    }
    void await_output() const {
        char byte = 0;
        if (::read(m_master.get(), &byte, 1) != 1)
            throw std::runtime_error("read from a terminal");
    }
    /// The character that a keyboard sends, by its index in `c_cc`.
    std::string key(int index) const { return std::string(1, static_cast<char>(modes().c_cc[index])); }
    termios modes() const {
        termios settings{};
        ::tcgetattr(m_slave.get(), &settings);
        return settings;
    }
    pid_t foreground() const { return ::tcgetpgrp(m_slave.get()); }

private:
    static constexpr unsigned seconds_to_hang = 60;

    subprocess::Handle m_master, m_slave;
};

/// What is not as it should be once a child has ended: we have the terminal, read it, and Ctrl-C has not reached us.
inline std::string wrong_with(const SessionTerminal& terminal) {
    if (terminal.foreground() != ::getpgrp())
        return "we are not in the foreground";
    terminal.type("y\n");
    char line[2] = {};
    return ::read(terminal.native_handle(), line, 2) == 2 && line[0] == 'y' ? "nothing" : "we cannot read";
}

/// What `use` of a terminal in a session of its own returns, and what is wrong afterwards.
template <class Use> std::string at_terminal(Use use) {
    return in_fork([&] {
        const SessionTerminal terminal;
        const std::string result = word(use(terminal));
        return result + ", wrong: " + wrong_with(terminal);
    });
}

} // namespace tests
