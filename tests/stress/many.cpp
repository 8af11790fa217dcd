// Hundreds of children in a PopenSet: each is returned once, and nothing is left behind. (The census checks at the
// end.)
#include "support/helpers.hpp"

#include <cstddef>
#include <set>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "a set returns each of hundreds of children once") {
    std::vector<Popen> children; // grows, and moves what is in the set
    PopenSet left;
    for (int i = 0; i < often(500); ++i) {
        children.emplace_back(Popen({STATIC_CHILD}));
        left.add(children.back());
    }
    std::set<const Popen*> ended;
    while (!left.empty())
        ended.insert(&left.wait_any());
    CHECK(ended.size() == children.size());
}

TEST_CASE_METHOD(Census, "a set that is always refilled loses no child") {
    std::vector<Popen> slots;
    slots.reserve(20);
    PopenSet left;
    for (int i = 0; i < 20; ++i) {
        slots.emplace_back(Popen({STATIC_CHILD}));
        left.add(slots.back());
    }
    for (int i = 0; i < often(1000); ++i) {
        Popen& ended = left.wait_any();
        CHECK(ended.returncode == 0);
        ended = Popen({STATIC_CHILD});
        left.add(ended);
    }
    CHECK(left.size() == 20);
}
