#include "table.hpp"

#include <fstream>
#include <stdexcept>

namespace differential {

namespace {

// Reads the words of one line.
class Line {
public:
    explicit Line(const std::string& line) : m_line(line) {}

    Words words() {
        Words all;
        for (skip_blanks(); !at_end(); skip_blanks())
            all.push_back(at('"') ? quoted() : plain());
        return all;
    }

private:
    bool at_end() const { return m_next == m_line.size(); }
    bool at(char c) const { return !at_end() && m_line[m_next] == c; }

    char take() {
        if (at_end())
            throw std::runtime_error("the line ends too early: " + m_line);
        return m_line[m_next++];
    }

    void skip_blanks() {
        while (at(' '))
            ++m_next;
    }

    std::string plain() {
        std::string word;
        while (!at_end() && !at(' '))
            word += take();
        return word;
    }

    // "text", or "text"*COUNT
    std::string quoted() {
        std::string once;
        for (take(); !at('"');)
            once += at('\\') ? escape() : take();
        take();
        if (!at('*'))
            return once;
        take();
        std::string word;
        for (int count = std::stoi(plain()); count > 0; --count)
            word += once;
        return word;
    }

    char escape() {
        take();
        switch (const char c = take()) {
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case 'x': {
            const std::string digits{take(), take()};
            return static_cast<char>(std::stoi(digits, nullptr, 16));
        }
        default:
            return c;
        }
    }

    const std::string& m_line;
    std::size_t m_next = 0;
};

} // namespace

std::vector<Scenario> read_table(const std::string& file) {
    std::ifstream stream(file);
    if (!stream)
        throw std::runtime_error("cannot read " + file);
    std::vector<Scenario> table;
    const std::string heading = "scenario ";
    for (std::string line; std::getline(stream, line);) {
        if (line.compare(0, heading.size(), heading) == 0)
            table.push_back({line.substr(heading.size()), {}});
        else if (!line.empty() && line[0] == ' ')
            table.back().steps.push_back(Line(line).words());
    }
    return table;
}

} // namespace differential
