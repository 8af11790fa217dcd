// Shared test helpers.
#pragma once

#include "support/catch.hpp"
#include "support/census.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <vector>

namespace tests {

using namespace std::chrono_literals;

/// A timeout that a blocked child always exceeds.
inline constexpr auto moment = 20ms;

// Children ------------------------------------------------------------------------------------------------------------

template <class T> std::string word(const T& value) {
    if constexpr (std::is_integral_v<T>)
        return std::to_string(value);
    else if constexpr (std::is_same_v<T, void*>) // a HANDLE
        return std::to_string(reinterpret_cast<std::intptr_t>(value));
    else
        return std::string(std::string_view(value));
}

/// A command that runs our child program: `run(child("to", 1, "hello", "exit", 3))`. See child/main.cpp for the parts.
template <class... Words> std::vector<std::string> child(const Words&... words) {
    return {CHILD_PROGRAM, word(words)...};
}

/// A shell command that runs our child program. None of the words may need quoting.
template <class... Words> std::string in_shell(const Words&... words) {
    std::string line = "\"" CHILD_PROGRAM "\"";
    for (const std::string& next : {word(words)...})
        line += ' ' + next;
    return line;
}

/// The output of the child's part "args" for these words.
std::string as_printed(const std::vector<std::string>& words);

/// Bytes in the form that the child's part "bytes" takes.
std::string in_hex(std::string_view bytes);

/// The stdout of our child program.
template <class... Words> std::string output_of(const Words&... words) {
    return subprocess::run(child(words...), subprocess::stdout_ = subprocess::PIPE, subprocess::check = true).stdout_;
}

/// Starts a command that is expected to fail. With PIPEs it has more to clean up.
template <class... K> void start(const subprocess::Args& command, K&&... keywords) {
    using namespace subprocess;
    Popen process(Command(command), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE, std::forward<K>(keywords)...);
}

/// The variables printed by the child's part "env", without those that the system adds to every environment.
std::string own_variables(const std::string& printed);

/// `count`, or a tenth of it on systems where starting a process takes long.
int often(int count);

/// Seconds in which a child has most likely started a grandchild. Longer on systems where a wrong guess does harm.
double time_to_start();

/// The CPU time that this thread has used.
double cpu_seconds_of_this_thread();

/// The number of threads in this process.
int threads();

/// The return code after kill(), and after terminate().
extern const int killed, terminated;

int own_pid();

/// True if a process with this pid exists.
bool exists(int pid);

/// Blocks until the child has ended, but does not reap it.
void await_end(const subprocess::Popen& process);

/// Reaps detached children that were told to end.
void reap_detached();

// Errors --------------------------------------------------------------------------------------------------------------

/// The exception that `work` throws, which must have exactly this type.
template <class Error, class Work> Error thrown(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        CHECK(std::string(typeid(error).name()) == typeid(Error).name());
        return error;
    }
    FAIL("nothing was thrown, and not " << typeid(Error).name());
    throw 0; // not reached, because FAIL throws
}

/// The text of that exception.
template <class Error, class Work> std::string text_of(Work&& work) {
    return thrown<Error>(work).what();
}

/// Records warnings during its lifetime.
class Listener {
public:
    Listener() { subprocess::set_warning_handler(&hear, this); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() { subprocess::set_warning_handler(nullptr, nullptr); }

    std::string heard;

private:
    static void hear(subprocess::Warning category, std::string_view text, void* self) {
        std::string& heard = static_cast<Listener*>(self)->heard;
        heard.append(category == subprocess::Warning::runtime ? "RuntimeWarning: " : "ResourceWarning: ").append(text);
    }
};

// Pipes ---------------------------------------------------------------------------------------------------------------

/// Both ends are close-on-exec and are closed by the destructor.
struct Pipe {
    Pipe();

    /// Reads once; blocks until something is available.
    std::string read() const;
    /// Reads to the end.
    std::string read_all() const;

    subprocess::Handle reader, writer;
};

/// Options that let a child inherit these handles, with the same values.
subprocess::Options passing(const std::vector<subprocess::NativeHandle>& handles);

/// Holds children back: `child("until", 0)` with `stdin_ = gate` continues when the gate opens.
class Gate {
public:
    subprocess::NativeHandle native_handle() const { return m_pipe.reader.get(); }
    void open() { m_pipe.writer.close(); }

private:
    Pipe m_pipe;
};

/// A pipe that children hold open, so that we see the end of the last one. Call given() after starting them.
class LifeLine {
public:
    subprocess::NativeHandle native_handle() const { return m_pipe.writer.get(); }
    void given() { m_pipe.writer.close(); }

    bool alive() const;
    /// Blocks until no process holds it open.
    void await_end() const { m_pipe.read_all(); }

private:
    Pipe m_pipe;
};

// Files ---------------------------------------------------------------------------------------------------------------

std::string content_of(const std::filesystem::path& path);

/// A file opened for reading and writing through a C runtime descriptor.
class Descriptor {
public:
    explicit Descriptor(const std::filesystem::path& path);
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    int fileno() const { return m_fd; }

private:
    int m_fd;
};

/// Redirects this process's stdout or stderr to a new file during its lifetime.
class Diverted {
public:
    Diverted(int fd, const std::filesystem::path& path);
    Diverted(const Diverted&) = delete;
    Diverted& operator=(const Diverted&) = delete;
    ~Diverted();

private:
    int m_fd, m_saved;
};

// Time ----------------------------------------------------------------------------------------------------------------

/// The time that `work` takes.
template <class Work> std::chrono::duration<double> duration_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - start;
}

} // namespace tests
