// The arguments of the child program, and its parts.
#pragma once

#include "system.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

class Script {
public:
    explicit Script(std::vector<std::string> words) : m_words(std::move(words)) {}

    /// argv[0].
    const std::string& name() const { return m_words.front(); }
    bool done() const { return m_next >= m_words.size(); }
    std::string word() {
        if (done())
            fail("child: a part lacks an argument");
        return m_words[m_next++];
    }
    /// A 32-bit number, written signed or unsigned.
    int number() { return static_cast<int>(std::strtoll(word().c_str(), nullptr, 10)); }
    Fd fd() { return static_cast<Fd>(std::strtoll(word().c_str(), nullptr, 10)); }

    /// Takes the words between `begin`, which was taken, and its `end`, and that word. Pairs within them stay there.
    std::vector<std::string> words_between(const std::string& begin, const std::string& end) {
        std::vector<std::string> words;
        for (int open = 1; open > 0;) {
            words.push_back(word());
            open += (words.back() == begin) - (words.back() == end);
        }
        words.pop_back();
        return words;
    }

    /// Runs all parts in order.
    void play();

private:
    std::vector<std::string> m_words;
    std::size_t m_next = 1;
};

struct Part {
    const char* name;
    void (*play)(Script&);
};

/// The parts that only this system has. The last one has no name.
extern const Part system_parts[];
