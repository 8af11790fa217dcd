// The methods that an Output shares with Python's str and bytes, compared with Python's answers.
#include "codecs/characters.hpp"
#include "python/words/python_answers.hpp"
#include "support/helpers.hpp"

#include <sstream>

using namespace tests;
using namespace subprocess;

namespace {

using StringList = std::vector<std::string>;

const StringList text_units = {"a", "\xC3\xA9", " ", "\n", "\r", "\v", "\x1c", "\x1f", "\xC2\x85", "\xE2\x80\xA8"};
const StringList bytes_units = {"a", "\xE9", " ", "\n", "\r", "\v", "\x1c", "\x85", "\xC2", "\xA8"};

Output made_of(const std::string& string, bool is_text) {
    return is_text ? Output::decoded(string) : Output(string);
}

/// The hash of the answers for all strings up to a length, as in tools/word_answers.py.
class HashOfMethods {
public:
    HashOfMethods(const StringList& units, bool is_text, std::size_t longest) : m_units(units), m_is_text(is_text) {
        for (std::size_t length = 0; length <= longest; ++length)
            add_all("", length);
    }

    std::string str() const { return m_hash.str(); }

private:
    void add_all(const std::string& begun, std::size_t left) {
        if (left > 0) {
            for (const std::string& unit : m_units)
                add_all(begun + unit, left - 1);
            return;
        }
        for (const std::string& wanted : {m_units[0] + m_units[1], m_units[1], m_units[2] + m_units[3]})
            add_methods(made_of(begun, m_is_text), wanted);
    }

    void add_methods(const Output& output, const std::string& wanted) {
        add_list({output.strip()});
        add_list({output.rstrip()});
        add_list({output.strip(wanted)});
        add_list({output.rstrip(wanted)});
        add_list(output.split());
        add_list(output.split(wanted));
        add_list(output.splitlines());
        add_list(output.splitlines(true));
        const std::size_t found = output.find(wanted);
        add(found == std::string::npos ? "-1" : std::to_string(found));
        add(output.starts_with(wanted) ? " 1" : " 0");
        add(output.ends_with(wanted) ? " 1\n" : " 0\n");
    }

    void add_list(const StringList& list) {
        for (const std::string& item : list)
            add(item + '\0');
        add("\1");
    }

    void add(std::string_view bytes) { m_hash.add(bytes); }

    const StringList& m_units;
    bool m_is_text;
    AnswerHash m_hash;
};

/// The code points that `has` accepts, in hexadecimal.
template <class Has> StringList code_points(Has has) {
    StringList found;
    for (char32_t c = 0; c < 0x110000; ++c) {
        std::string character;
        detail::codecs::append_character(character, c);
        if (!has(character))
            continue;
        std::ostringstream digits;
        digits << std::hex << static_cast<std::uint32_t>(c);
        found.push_back(digits.str());
    }
    return found;
}

} // namespace

TEST_CASE("text has Python's white space", "") {
    CHECK(code_points([](const std::string& c) { return Output::decoded(c).strip().empty(); }) ==
          python_answers("space").front());
    CHECK(code_points([](const std::string& c) { return Output::decoded(c).split().empty(); }) ==
          python_answers("space").front());
}

TEST_CASE("text has Python's line ends", "") {
    CHECK(code_points([](const std::string& c) { return Output::decoded("a" + c + "b").splitlines().size() == 2; }) ==
          python_answers("line-end").front());
}

TEST_CASE("an output has the methods of str if it is text, and of bytes if it is not", "") {
    const std::vector<std::string> of_text = python_answers("all-methods-of-text").front();
    CHECK(HashOfMethods(text_units, true, std::stoul(of_text[0])).str() == of_text[1]);
    const std::vector<std::string> of_bytes = python_answers("all-methods-of-bytes").front();
    CHECK(HashOfMethods(bytes_units, false, std::stoul(of_bytes[0])).str() == of_bytes[1]);
}

TEST_CASE("the methods of an output, by hand", "") {
    using namespace std::string_literals;
    const Output bytes(" \0a  b\xA0\n"s);
    CHECK(bytes.strip() == "\0a  b\xA0"s);
    CHECK(bytes.rstrip() == " \0a  b\xA0"s);
    CHECK(bytes.split() == StringList{"\0a"s, "b\xA0"});
    CHECK(bytes.split(" ") == StringList{"", "\0a"s, "", "b\xA0\n"});
    CHECK(bytes.find("\0a"s) == 1);
    CHECK(bytes.find(" ", 1) == 3);
    CHECK(bytes.find("") == 0);
    CHECK(bytes.find("", 8) == 8);
    CHECK(bytes.find("", 9) == std::string::npos);
    CHECK(bytes.starts_with(" \0"s));
    CHECK_FALSE(bytes.starts_with(*bytes + "x"));
    CHECK(bytes.ends_with(""));
    CHECK(Output::decoded("\xC3\xA9t\xC3\xA9").strip("\xC3\xA9") == "t");
    CHECK(Output::decoded("\xC3\xA9\xA9").rstrip("\xC3\xA9") == "\xC3\xA9\xA9"); // no part of a character
    CHECK(Output("\xC3\xA9\xA9").rstrip("\xC3\xA9").empty());
    CHECK(Output("x").strip("") == "x");
}

TEST_CASE("the methods of an output that is None throw, and so does an empty separator", "") {
    const Output none;
    CHECK_THROWS_AS(none.strip(), std::logic_error);
    CHECK_THROWS_AS(none.strip("x"), std::logic_error);
    CHECK_THROWS_AS(none.rstrip(), std::logic_error);
    CHECK_THROWS_AS(none.split(), std::logic_error);
    CHECK_THROWS_AS(none.split("x"), std::logic_error);
    CHECK_THROWS_AS(none.splitlines(), std::logic_error);
    CHECK_THROWS_AS(none.starts_with("x"), std::logic_error);
    CHECK_THROWS_AS(none.ends_with("x"), std::logic_error);
    CHECK_THROWS_AS(none.find("x"), std::logic_error);
    CHECK(text_of<ValueError>([] { Output("a").split(""); }) == "empty separator");
}
