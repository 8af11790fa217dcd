// docs/text.md tells how our answers differ from Python's where iconv gives them.
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
        return "0"; // or "built-in codecs give Python's answers" fails, which would take as long once more
    const std::size_t differences = count_differences(answers);
    return differences == unknown_encoding ? "-" : std::to_string(differences);
}

/// The table of docs/text.md for one direction.
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
