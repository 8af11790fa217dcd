// Writes the observations as lines "STEP.FIELD VALUE" to a file.
#pragma once

#include <subprocess.hpp>

#include <exception>
#include <map>
#include <string>

namespace differential {

class Report {
public:
    // Writes to `fd` without a buffer, because a scenario may crash.
    explicit Report(int fd) : m_fd(fd) {}

    void begin_scenario(const std::string& name);
    void end_scenario();

    // The following fields belong to this step. The second step of a kind in a scenario is "NAME 2".
    void begin_step(const std::string& name);

    void field(const std::string& name, const std::string& value);
    void field(const std::string& name, const char* value) { field(name, std::string(value)); }
    void field(const std::string& name, bool value) { field(name, value ? "true" : "false"); }
    void field(const std::string& name, int value) { field(name, std::to_string(value)); }
    void field(const std::string& name, double value);
    void field(const std::string& name, const subprocess::Output& value);
    void field(const std::string& name, const subprocess::ReturnCode& value);
    void bytes(const std::string& name, const std::string& value);

    // Reports the class of an exception and all its data.
    void error(const std::exception& error);

private:
    void line(const std::string& line);
    void called_process_error(const subprocess::CalledProcessError& error);
    void timeout_expired(const subprocess::TimeoutExpired& error);
    void os_error(const subprocess::OSError& error);
    template <class E> void unicode_error(const E& error);

    int m_fd;
    std::string m_step;
    std::map<std::string, int> m_seen;
};

} // namespace differential
