// Several children at once, one for each of several starts.
#include "support/helpers.hpp"
#include "support/starts.hpp"

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "children that are started together are in the order of their commands") {
    Starts starts;
    for (int code = 0; code < 5; ++code)
        starts.add(child("exit", code));
    CHECK(returncodes_of(starts.run()) == "0 1 2 3 4 ");
}

TEST_CASE_METHOD(Census, "if one of several starts fails, its error is thrown and the other children are killed") {
    const Gate gate; // stays closed: no child ends by itself
    const std::vector<std::string> waiting = child("until", 0);
    Starts starts;
    starts.add(waiting, gate.native_handle());
    starts.add({"/nonexistent"});
    starts.add(waiting, gate.native_handle());
    starts.add({"/also/nonexistent"});
    CHECK(thrown<FileNotFoundError>([&] { starts.run(); }).filename == "/nonexistent");
}

TEST_CASE_METHOD(Census, "of no starts come no children") {
    CHECK(Starts().run().empty());
}
