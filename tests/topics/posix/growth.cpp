// The growth of captured output, with and without reserved memory.
#include "support/helpers.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include "os/posix/io/growth.hpp"

#include <sys/mman.h>
#include <sys/resource.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;
constexpr std::size_t chunk = 65536;

/// Appends `size` bytes as a reader of pipes does. \return how often they were moved to other memory
int moves_of(std::string& bytes, std::size_t size) {
    const std::string piece(chunk, 'x');
    int moves = 0;
    while (bytes.size() < size) {
        const char* const before = bytes.data();
        os::make_room(bytes, piece.size());
        bytes += piece;
        moves += bytes.data() != before;
    }
    return moves;
}

/// Disables reserving address space during its lifetime.
class WithoutAddressSpace {
public:
    WithoutAddressSpace() { os::give_up(os::Feature::address_space); }
    WithoutAddressSpace(const WithoutAddressSpace&) = delete;
    WithoutAddressSpace& operator=(const WithoutAddressSpace&) = delete;
    ~WithoutAddressSpace() { os::forget_missing_features(); }
};

} // namespace

TEST_CASE_METHOD(Census, "small output takes little memory") {
    std::string bytes;
    os::make_room(bytes, 100);
    bytes.append(100, 'x');
    CHECK(bytes.capacity() < 1000);
}

TEST_CASE_METHOD(Census, "large output is moved only a few times while it grows") {
    std::string bytes;
    CHECK(moves_of(bytes, 48 * mebibyte) <= 8);
    CHECK(bytes == std::string(48 * mebibyte, 'x'));
}

TEST_CASE_METHOD(Census, "output that outgrows the heap moves once to reserved memory and then never again",
                 "[beyond-posix][64-bit][beyond-sanitizers]") {
    std::string bytes;
    moves_of(bytes, 9 * mebibyte);
    CHECK(bytes.capacity() > 500 * mebibyte);
    CHECK(moves_of(bytes, 100 * mebibyte) == 0);
}

TEST_CASE_METHOD(Census, "where address space is not free, the buffer doubles") {
    const WithoutAddressSpace without;
    std::string bytes;
    CHECK(moves_of(bytes, 48 * mebibyte) <= 8);
    CHECK(bytes.capacity() <= 128 * mebibyte);
}

TEST_CASE_METHOD(Census, "output is captured under an address space limit", "[beyond-qemu][beyond-sanitizers]") {
    CHECK(in_fork([] {
              rlimit limit{};
              limit.rlim_cur = limit.rlim_max = 1024 * mebibyte;
              ::setrlimit(RLIMIT_AS, &limit);
              const auto output = run(child("repeat", 1, 2000000, "0123456789"), stdout_ = PIPE).stdout_;
              return std::to_string(output.size()) +
                     (output.value().capacity() < 100 * mebibyte ? " within" : " beyond");
          }) == "20000000 within");
}

TEST_CASE_METHOD(Census, "where reserved memory is committed at once, only what is needed is reserved",
                 "[beyond-sanitizers]") {
    const std::string found = in_fork([] {
        if (::mlockall(MCL_FUTURE) != 0)
            return std::string("not allowed");
        std::string bytes;
        moves_of(bytes, 9 * mebibyte);
        return std::string(bytes.capacity() <= 64 * mebibyte ? "little" : "much");
    });
    if (found == "not allowed")
        TESTS_SKIP("memory must not be locked here");
    CHECK(found == "little");
}
