// Handle, the owner of a descriptor or HANDLE.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "a Handle closes its handle on destruction and on assignment", "[py-243]") {
    Pipe pipe;
    const std::size_t before = open_fds().size();
    {
        Handle owner = std::move(pipe.reader);
        CHECK_FALSE(pipe.reader.valid());
        CHECK(open_fds().size() == before);
        owner = std::move(pipe.writer);
        CHECK(open_fds().size() == before - 1);
    }
    CHECK(open_fds().size() == before - 2);
}

TEST_CASE_METHOD(Census, "a Handle closes neither a released handle nor any handle twice", "[py-243]") {
    Pipe pipe;
    Handle receiver;
    {
        Handle owner = std::move(pipe.writer);
        receiver = Handle(owner.release());
        CHECK_FALSE(owner.valid());
        CHECK(owner.close() == 0);
    }
    run(child("to", 1, "x"), stdout_ = receiver);
    CHECK(receiver.close() == 0);
    CHECK(receiver.close() == 0);
    CHECK(pipe.read_all() == "x");
}
