// shlex, compared with Python's answers.
#include <subprocess/shlex.hpp>

#include "python/words/python_answers.hpp"
#include "support/helpers.hpp"

using namespace tests;
using namespace subprocess;

namespace {

struct Mode {
    std::string name;
    shlex::SplitOptions options;
};

const Mode modes[] = {
    {"posix", {false, true}},
    {"posix-comments", {true, true}},
    {"plain", {false, false}},
    {"plain-comments", {true, false}},
};

std::vector<std::string> split_or_complain(const std::string& line, const shlex::SplitOptions& options) {
    try {
        return shlex::split(line, options);
    } catch (const ValueError& error) {
        return {"!", error.what()};
    }
}

/// The hash of the answers for all strings up to a length, as in tools/word_answers.py.
class HashOfAll {
public:
    HashOfAll(const shlex::SplitOptions& options, std::size_t longest) : m_options(options) {
        for (std::size_t length = 0; length <= longest; ++length)
            add_all("", length);
    }

    std::string str() const { return m_hash.str(); }

private:
    void add_all(const std::string& begun, std::size_t left) {
        if (left == 0)
            return add(begun);
        for (const char c : std::string_view("a '\"\\#\n"))
            add_all(begun + c, left - 1);
    }

    void add(const std::string& line) {
        std::string all;
        for (const std::string& word : split_or_complain(line, m_options))
            all.append(word) += '\n';
        m_hash.add(all += '\0');
    }

    shlex::SplitOptions m_options;
    AnswerHash m_hash;
};

} // namespace

TEST_CASE("shlex::split splits like Python") {
    for (const auto& [name, options] : modes)
        for (const auto& answer : python_answers("split-" + name)) {
            INFO(name << ": " << answer.front());
            CHECK(split_or_complain(answer.front(), options) == from(answer, 1));
        }
}

TEST_CASE("shlex::split splits every short string like Python") {
    for (const auto& [name, options] : modes) {
        INFO(name);
        const std::vector<std::string> answer = python_answers("all-" + name).front();
        CHECK(HashOfAll(options, std::stoul(answer[0])).str() == answer[1]);
    }
}

TEST_CASE("shlex::quote quotes like Python") {
    for (const auto& answer : python_answers("quote"))
        CHECK(shlex::quote(answer[0]) == answer[1]);
    CHECK(shlex::quote(std::filesystem::path("a b")) == "'a b'");
}

TEST_CASE("shlex::join joins like Python, and split reverses it") {
    for (const auto& answer : python_answers("join")) {
        CHECK(shlex::join(from(answer, 1)) == answer[0]);
        CHECK(shlex::split(answer[0]) == from(answer, 1));
    }
    CHECK(shlex::join({"ls", std::filesystem::path("a b")}) == "ls 'a b'");
}
