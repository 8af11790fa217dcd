// The search of Reader::read_until, compared with the plainest one.
#include "streams/pattern_search.hpp"
#include "support/catch.hpp"

#include <random>
#include <string>
#include <vector>

using namespace subprocess::detail;

namespace {

using Patterns = std::vector<std::string_view>;

PatternList list_of(const Patterns& patterns) {
    return {patterns.data(), patterns.size()};
}

/// Looks at each end of a match, and at the patterns in their order.
std::optional<PatternMatch> plain_match(std::string_view text, const Patterns& patterns) {
    for (std::size_t end = 1; end <= text.size(); ++end)
        for (std::size_t i = 0; i < patterns.size(); ++i)
            if (patterns[i].size() <= end && text.substr(end - patterns[i].size(), patterns[i].size()) == patterns[i])
                return PatternMatch{end - patterns[i].size(), end, i};
    return {};
}

/// Looks after each piece, as a Reader does.
std::optional<PatternMatch> match_in_pieces(std::string_view text, const Patterns& patterns, std::size_t piece) {
    std::size_t searched = 0;
    for (std::size_t size = 0; size < text.size();) {
        size = std::min(size + piece, text.size());
        if (const auto match = first_match(text.substr(0, size), list_of(patterns), searched))
            return match;
        searched = size;
    }
    return {};
}

std::string random_text(std::mt19937& random, std::size_t longest) {
    std::string text(random() % longest, '\0');
    for (char& c : text)
        c = "ab\0"[random() % 3];
    return text;
}

} // namespace

TEST_CASE("the search finds the match that ends first, however the text is split", "") {
    std::mt19937 random(1);
    for (int i = 0; i < 20000; ++i) {
        const std::string all = random_text(random, i % 100 == 0 ? 2000 : 12);
        std::vector<std::string> strings;
        for (std::size_t count = 1 + random() % 3; strings.size() < count;)
            strings.push_back(std::string("a").append(random_text(random, i % 100 == 0 ? 8 : 4)));
        const Patterns patterns(strings.begin(), strings.end());
        const auto expected = plain_match(all, patterns);
        const auto found = match_in_pieces(all, patterns, 1 + random() % 20);
        CAPTURE(i);
        REQUIRE(found.has_value() == expected.has_value());
        if (expected) {
            REQUIRE(found->begin == expected->begin);
            REQUIRE(found->end == expected->end);
            REQUIRE(found->index == expected->index);
        }
    }
}

TEST_CASE("different lists of patterns are different strings", "") {
    const Patterns lists[] = {{"ab"}, {"a", "b"}, {"b", "a"}, {"a", "b", "b"}, {"1:a"}, {"a1:b"}};
    for (const Patterns& a : lists)
        for (const Patterns& b : lists)
            CHECK((joined(list_of(a)) == joined(list_of(b))) == (&a == &b));
}
