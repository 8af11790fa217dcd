// Line ends on a platform where they are \r\n.
#include "fake_os/fake_os.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

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
