// What the tests say often.
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

/// Long enough for no child that blocks, and short for us.
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

/// A command for the shell that runs our child program. None of the words may need a quote.
template <class... Words> std::string in_shell(const Words&... words) {
    std::string line = "\"" CHILD_PROGRAM "\"";
    for (const std::string& next : {word(words)...})
        line += ' ' + next;
    return line;
}

/// What the child's part "args" prints for these.
std::string as_printed(const std::vector<std::string>& words);

/// As the child's part "bytes" takes what need not be text.
std::string in_hex(std::string_view bytes);

/// The stdout of our child program.
template <class... Words> std::string output_of(const Words&... words) {
    return subprocess::run(child(words...), subprocess::stdout_ = subprocess::PIPE, subprocess::check = true).stdout_;
}

/// Starts what is to fail: with PIPEs it has more to clean up than without.
template <class... K> void start(const subprocess::Args& command, K&&... keywords) {
    using namespace subprocess;
    Popen process(Command(command), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE, std::forward<K>(keywords)...);
}

/// The variables that the child's part "env" has printed, but for those that the system adds to every environment.
std::string own_variables(const std::string& printed);

/// So often, or a tenth of it where a process takes long to start.
int often(int count);

/// Seconds in which a child that starts one of its own has most likely done so. Where it is bad to be wrong, it is
/// long.
double time_to_start();

/// The processor's time that this thread has taken.
double cpu_seconds_of_this_thread();

/// How many threads this process has.
int threads();

/// The return code after kill(), and after terminate().
extern const int killed, terminated;

int own_pid();

/// Whether there is such a process.
bool exists(int pid);

/// Blocks until the child has ended, and leaves it to whoever waits for it.
void await_end(const subprocess::Popen& process);

/// Collects the children that were detached and were told to end.
void reap_detached();

// Errors --------------------------------------------------------------------------------------------------------------

/// The exception of exactly this type that `work` throws.
template <class Error, class Work> Error thrown(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        CHECK(std::string(typeid(error).name()) == typeid(Error).name());
        return error;
    }
    FAIL("nothing was thrown, and not " << typeid(Error).name());
    throw 0; // never: FAIL throws
}

/// The text of that exception.
template <class Error, class Work> std::string text_of(Work&& work) {
    return thrown<Error>(work).what();
}

/// Hears warnings while it lives.
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

/// Both ends close by themselves and on exec.
struct Pipe {
    Pipe();

    /// Reads once, what is there or comes first.
    std::string read() const;
    /// Reads to the end.
    std::string read_all() const;

    subprocess::Handle reader, writer;
};

/// The keywords by which a child inherits these handles, too: they have the same values there.
subprocess::Options passing(const std::vector<subprocess::NativeHandle>& handles);

/// What children wait at: `child("until", 0)` with `stdin_ = gate` goes on when the gate opens.
class Gate {
public:
    subprocess::NativeHandle native_handle() const { return m_pipe.reader.get(); }
    void open() { m_pipe.writer.close(); }

private:
    Pipe m_pipe;
};

/// Given to children, says whether one of them that holds it is alive. Call given() when they have been started.
class LifeLine {
public:
    subprocess::NativeHandle native_handle() const { return m_pipe.writer.get(); }
    void given() { m_pipe.writer.close(); }

    bool alive() const;
    /// Blocks until nobody holds it.
    void await_end() const { m_pipe.read_all(); }

private:
    Pipe m_pipe;
};

// Files ---------------------------------------------------------------------------------------------------------------

std::string content_of(const std::filesystem::path& path);

/// A file that is open by a descriptor of the C runtime, to read and to write.
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

/// Sends the stdout or stderr of this process into a new file while it lives.
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

/// How long `work` takes.
template <class Work> std::chrono::duration<double> duration_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - start;
}

} // namespace tests
