// A thread that cancels calls at the word of their children.
#pragma once

#include "support/helpers.hpp"

#include <string>
#include <thread>
#include <vector>

namespace tests {

/// Calls `cancel` once for each word that the child writes.
class Canceller {
public:
    explicit Canceller(subprocess::Cancellation& source) : Canceller([&source] { source.cancel(); }) {}
    template <class Work, class = std::enable_if_t<std::is_invocable_v<Work>>>
    explicit Canceller(Work at_each_word)
        : m_thread([this, at_each_word] {
              while (!m_words.read().empty())
                  at_each_word();
          }) {}
    Canceller(const Canceller&) = delete;
    Canceller& operator=(const Canceller&) = delete;
    ~Canceller() {
        m_words.writer.close();
        m_thread.join();
    }

    /// What the child writes to; it needs to be passed.
    subprocess::NativeHandle native_handle() const { return m_words.writer.get(); }

    /// A command that runs the parts, says a word, and blocks until the end of its stdin.
    template <class... Parts> std::vector<std::string> ready_child(const Parts&... parts) const {
        return child(parts..., "to", m_words.writer.get(), "ready", "until", 0);
    }

private:
    Pipe m_words;
    std::thread m_thread;
};

} // namespace tests
