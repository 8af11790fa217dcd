// docs/text.md lists how our answers differ from Python's for encodings that iconv converts.
#include "support/helpers.hpp"
#include "text/corpus.hpp"
#include "text/python_answers.hpp"

#include <fmt/format.h>

using namespace tests;
using namespace subprocess;

namespace {

#if defined(__GLIBC__) && __GLIBC__ == 2 && __GLIBC_MINOR__ == 36
constexpr bool has_libc_of_the_page = true;
#else
constexpr bool has_libc_of_the_page = false;
#endif

std::string cell(const Answers& answers) {
    if (is_built_in(answers))
        return "0"; // the test "built-in codecs give Python's answers" checks it; twice would take too long
    const std::size_t differences = count_differences(answers);
    return differences == unknown_encoding ? "-" : std::to_string(differences);
}

/// The table in docs/text.md for one direction.
std::string table(const std::string& direction, const std::vector<Answers>& all) {
    std::string head = "| " + direction + " | compared |";
    std::string line = "|---|---|";
    std::vector<std::string> rows;
    for (const Answers& answers : all) {
        if (answers.direction != direction)
            continue;
        if (answers.handler == "strict")
            rows.push_back(fmt::format("| {} | {} |", answers.codec, corpus_size));
        rows.back().append(" ").append(cell(answers)).append(" |");
        if (rows.size() == 1) {
            head.append(" ").append(answers.handler).append(" |");
            line += "---|";
        }
    }
    std::string text = head + "\n" + line + "\n";
    for (const std::string& row : rows)
        text += row + "\n";
    return text;
}

} // namespace

TEST_CASE_METHOD(Census, "docs/text.md lists where the system's answers differ from Python's",
                 "[once][py-209][py-210]") {
    if (!has_libc_of_the_page)
        TESTS_SKIP("the tables are those of glibc 2.36");
    const std::string page = content_of(TEXT_PAGE);
    const std::vector<Answers> all = python_answers();
    for (const char* direction : {"decode", "encode"})
        CHECK_THAT(page, ContainsSubstring(table(direction, all)));
}
