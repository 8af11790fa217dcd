// What the kernel tells about CPU time and memory, and what it only seems to tell.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include "os/memory.hpp"

#include <cstdint>
#include <memory>

using namespace subprocess;
using namespace tests;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

std::uint64_t mebibytes_of_our_peak() {
    return detail::os::inherited_peak() / mebibyte;
}

std::string peak_of(const CompletedProcess& done) {
    const auto peak = done.usage->max_rss();
    return peak == None ? "None" : "known";
}

} // namespace

TEST_CASE_METHOD(EveryWay, "the usage is the child's, whichever way it was started and reaped", "") {
    INFO(name());
    const CompletedProcess done = run(child("compute", 30));
    REQUIRE(done.usage != None);
    CHECK(done.usage->user + done.usage->system >= 30ms);
    CHECK(done.usage->wall > 0);
    CHECK(run(child("exit", 0)).usage->user + run(child("exit", 0)).usage->system < 10);
}

TEST_CASE_METHOD(EveryWay, "the peak of a child's memory is told if it exceeds our own", "") {
    INFO(name());
    const std::uint64_t much = mebibytes_of_our_peak() + 32;
    const auto peak = run(child("allocate", much)).usage->max_rss();
    REQUIRE(peak != None);
    CHECK(*peak >= much * mebibyte);
    CHECK(*peak < (much + 512) * mebibyte);
}

TEST_CASE_METHOD(EveryWay, "our own peak, which exec hands on, is not taken for the child's", "") {
    INFO(name());
    CHECK(in_fork([] {
              const std::uint64_t before = mebibytes_of_our_peak();
              const std::string large(static_cast<std::size_t>((before + 64) * mebibyte), 'x');
              return peak_of(run(child("exit", large.back() == 'x' ? 0 : 1)));
          }) == "None");
}

TEST_CASE_METHOD(EveryWay, "a peak that we had once is not taken for the child's, either", "") {
    INFO(name());
    CHECK(in_fork([] {
              const std::uint64_t before = mebibytes_of_our_peak();
              auto large = std::make_unique<std::string>(static_cast<std::size_t>((before + 64) * mebibyte), 'x');
              large.reset();
              return peak_of(run(child("exit", 0)));
          }) == "None");
}
