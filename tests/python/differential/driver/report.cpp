#include "report.hpp"

#include <cstdio>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include <unistd.h>

namespace differential {

namespace sp = subprocess;

namespace {

// Escapes a value so that it is one line of ASCII.
std::string escaped(std::string_view value) {
    std::string line;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        char hex[5];
        std::snprintf(hex, sizeof hex, "\\x%02x", byte);
        line += byte < ' ' || byte > '~' || c == '\\' ? std::string(hex) : std::string(1, c);
    }
    return line;
}

template <class T> std::string printed(const T& value) {
    std::ostringstream stream;
    stream << value;
    return stream.str();
}

template <class E> bool is(const std::exception& error) {
    return dynamic_cast<const E*>(&error) != nullptr;
}

struct Class {
    const char* name;
    bool (*has)(const std::exception& error);
};

// Derived classes come before their bases.
const Class classes[] = {
    {"CalledProcessError", &is<sp::CalledProcessError>},
    {"TimeoutExpired", &is<sp::TimeoutExpired>},
    {"SubprocessError", &is<sp::SubprocessError>},
    {"FileNotFoundError", &is<sp::FileNotFoundError>},
    {"PermissionError", &is<sp::PermissionError>},
    {"NotADirectoryError", &is<sp::NotADirectoryError>},
    {"IsADirectoryError", &is<sp::IsADirectoryError>},
    {"BlockingIOError", &is<sp::BlockingIOError>},
    {"ChildProcessError", &is<sp::ChildProcessError>},
    {"ProcessLookupError", &is<sp::ProcessLookupError>},
    {"BrokenPipeError", &is<sp::BrokenPipeError>},
    {"OSError", &is<sp::OSError>},
    {"UnicodeDecodeError", &is<sp::UnicodeDecodeError>},
    {"UnicodeEncodeError", &is<sp::UnicodeEncodeError>},
    {"ValueError", &is<sp::ValueError>},
    {"LookupError", &is<sp::LookupError>},
};

std::string class_of(const std::exception& error) {
    for (const Class& one : classes)
        if (one.has(error))
            return one.name;
    return "an exception that is not the library's";
}

} // namespace

void Report::line(const std::string& line) {
    const std::string all = line + '\n';
    if (::write(m_fd, all.data(), all.size()) != static_cast<ssize_t>(all.size()))
        throw std::runtime_error("cannot write the report");
}

void Report::begin_scenario(const std::string& name) {
    line("scenario " + name);
}

void Report::end_scenario() {
    line("end");
}

void Report::begin_step(const std::string& name) {
    const int count = ++m_seen[name];
    m_step = count == 1 ? name : name + ' ' + std::to_string(count);
}

void Report::field(const std::string& name, const std::string& value) {
    line(m_step + '.' + name + '\t' + escaped(value));
}

void Report::bytes(const std::string& name, const std::string& value) {
    field(name, '"' + value + '"');
}

void Report::field(const std::string& name, double value) {
    char number[32];
    std::snprintf(number, sizeof number, "%.6g", value);
    field(name, number);
}

void Report::field(const std::string& name, const sp::Output& value) {
    if (value == sp::None)
        field(name, "None");
    else
        field(name, (value.is_text() ? "text \"" : "bytes \"") + *value + '"');
}

void Report::field(const std::string& name, const sp::ReturnCode& value) {
    field(name, printed(value));
}

void Report::error(const std::exception& error) {
    field("error", class_of(error));
    field("message", error.what());
    if (const auto* failed = dynamic_cast<const sp::CalledProcessError*>(&error))
        called_process_error(*failed);
    else if (const auto* late = dynamic_cast<const sp::TimeoutExpired*>(&error))
        timeout_expired(*late);
    else if (const auto* refused = dynamic_cast<const sp::OSError*>(&error))
        os_error(*refused);
    else if (const auto* unreadable = dynamic_cast<const sp::UnicodeDecodeError*>(&error))
        unicode_error(*unreadable);
    else if (const auto* unwritable = dynamic_cast<const sp::UnicodeEncodeError*>(&error))
        unicode_error(*unwritable);
}

void Report::called_process_error(const sp::CalledProcessError& error) {
    field("returncode", error.returncode);
    field("cmd", error.cmd.repr());
    field("stdout", error.stdout_);
    field("stderr", error.stderr_);
}

void Report::timeout_expired(const sp::TimeoutExpired& error) {
    field("timeout", error.timeout);
    field("cmd", error.cmd.repr());
    field("stdout", error.stdout_);
    field("stderr", error.stderr_);
}

void Report::os_error(const sp::OSError& error) {
    field("errno", error.code().value());
    field("filename", error.filename.empty() ? "None" : error.filename);
}

template <class E> void Report::unicode_error(const E& error) {
    field("encoding", error.encoding);
    field("start", static_cast<int>(error.start));
    field("end", static_cast<int>(error.end));
    field("reason", error.reason);
}

} // namespace differential
