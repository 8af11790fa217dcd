// The arguments of a child, and its parts.
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

    /// How the child was called.
    const std::string& name() const { return m_words.front(); }
    bool done() const { return m_next >= m_words.size(); }
    std::string word() {
        if (done())
            fail("child: a part lacks an argument");
        return m_words[m_next++];
    }
    /// Of 32 bits, whether they are written with a sign or without.
    int number() { return static_cast<int>(std::strtoll(word().c_str(), nullptr, 10)); }
    Fd fd() { return static_cast<Fd>(std::strtoll(word().c_str(), nullptr, 10)); }

    /// The words up to the word `end`, which is taken, too.
    std::vector<std::string> words_before(const std::string& end) {
        std::vector<std::string> words;
        for (std::string next = word(); next != end; next = word())
            words.push_back(next);
        return words;
    }

    /// Plays one part after the other until none is left.
    void play();

private:
    std::vector<std::string> m_words;
    std::size_t m_next = 1;
};

struct Part {
    const char* name;
    void (*play)(Script&);
};

/// What only this system's children can play, up to one without a name.
extern const Part system_parts[];
