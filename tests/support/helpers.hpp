// What the tests say often.
#pragma once

#include "support/catch.hpp"
#include "support/census.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
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
    else
        return std::string(std::string_view(value));
}

/// A command that runs our child program: `run(child("to", 1, "hello", "exit", 3))`. See child/main.cpp for the parts.
template <class... Words> std::vector<std::string> child(const Words&... words) {
    return {CHILD_PROGRAM, word(words)...};
}

/// What the child's part "args" prints for these.
std::string as_printed(const std::vector<std::string>& words);

/// The stdout of our child program.
template <class... Words> std::string output_of(const Words&... words) {
    return subprocess::run(child(words...), subprocess::stdout_ = subprocess::PIPE, subprocess::check = true).stdout_;
}

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

/// What children wait at: `child("until", 0)` with `stdin_ = gate` goes on when the gate opens.
class Gate {
public:
    int fileno() const { return m_pipe.reader.get(); }
    void open() { m_pipe.writer.close(); }

private:
    Pipe m_pipe;
};

/// Given to children, says whether one of them that holds it is alive. Call given() when they have been started.
class LifeLine {
public:
    int fileno() const { return m_pipe.writer.get(); }
    void given() { m_pipe.writer.close(); }

    bool alive() const;
    /// Blocks until nobody holds it.
    void await_end() const { m_pipe.read_all(); }

private:
    Pipe m_pipe;
};

// Files and processes -------------------------------------------------------------------------------------------------

std::string content_of(const std::filesystem::path& path);

/// "DEVICE:INODE" of an open file, as the child's part "fds" prints it.
std::string identity(int fd);

/// Runs `work` in a fork of this process, where it may do to descriptors, signals and rights what it likes.
/// \return what work returned, or how it failed
std::string in_fork(const std::function<std::string()>& work);

/// How long `work` takes.
template <class Work> std::chrono::duration<double> duration_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - start;
}

} // namespace tests
