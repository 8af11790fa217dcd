// Line ends on a platform where they are \r\n.
#include "fake_os/fake_os.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace tests;
using namespace subprocess;

TEST_CASE_METHOD(WithFakeOs, "text gets the platform's line ends, bytes are written unchanged", "[py-208]") {
    fake_os().line_end = "\r\n";
    Popen process({"program"}, stdin_ = PIPE, text = true, bufsize = 1);
    process.stdin_.write("one\ntwo\n");
    CHECK(fake_os().was_called("write one\r\ntwo\r\n"));

    Popen other({"program"}, stdin_ = PIPE, bufsize = 0);
    other.stdin_.write("one\n");
    CHECK(fake_os().was_called("write one\n"));
}

TEST_CASE_METHOD(WithFakeOs, "input and sources of text get the platform's line ends", "[py-208]") {
    fake_os().line_end = "\r\n";
    std::string sent;
    fake_os().on_exchange = sending_to(sent);
    run({"program"}, input = "one\ntwo\n", text = true);
    CHECK(std::exchange(sent, {}) == "one\r\ntwo\r\n");
    run({"program"}, stdin_ = std::vector<std::string>{"one", "\n"}, text = true);
    CHECK(std::exchange(sent, {}) == "one\r\n");
    run({"program"}, input = "one\n");
    CHECK(sent == "one\n");
}
