// What one step of an exchange moves.
#include "support/helpers.hpp"

#include "os/pump.hpp"
#include "os/streams.hpp"

#include <string>
#include <unistd.h>

using namespace subprocess;
using namespace tests;
namespace os = subprocess::detail::os;

namespace {

/// Takes one byte at a time.
class ByteSink final : public os::Sink {
public:
    os::Room room() override { return {&m_byte, 1}; }
    os::Verdict filled(std::size_t) override {
        bytes += m_byte;
        return os::Verdict::go_on;
    }

    std::string bytes;

private:
    char m_byte = 0;
};

} // namespace

TEST_CASE_METHOD(Census, "a step leaves something to the next one, so that it ends although there is always more") {
    const std::string sent(100, 'x');
    auto [ours, theirs] = pipe();
    REQUIRE(::write(theirs.fileno(), sent.data(), sent.size()) == 100);
    theirs.close();
    Handle stream(ours.detach());
    ByteSink sink;
    const os::Flow flow{stream, sink};
    const auto pump = os::open_pump(&flow, 1);
    CHECK_FALSE(pump->step());
    CHECK(sink.bytes.size() > 1);
    CHECK(sink.bytes.size() < 100);
    while (!pump->step()) {
    }
    CHECK(sink.bytes == sent);
}
