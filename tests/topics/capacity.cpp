// A string that is returned takes no more memory than it needs.
#include "support/helpers.hpp"

#include "streams/memory.hpp"

#include <cstddef>
#include <string>

using namespace subprocess;
using namespace tests;

namespace {

constexpr std::size_t kibibyte = 1024;
constexpr std::size_t mebibyte = 1024 * kibibyte;

void check_capacity(const std::string& bytes, std::size_t size) {
    REQUIRE(bytes.size() == size);
    CHECK(bytes.find_first_not_of('x') == bytes.npos);
    CHECK(bytes.capacity() <= std::max(2 * size, size + 64 * kibibyte));
}

} // namespace

TEST_CASE_METHOD(Census, "the capacity of captured output is bounded by its size", "[capacity]") {
    const std::size_t size = GENERATE(as<std::size_t>{}, 0, 1, 100, 64 * kibibyte, 150 * kibibyte, mebibyte,
                                      mebibyte + 1, 9 * mebibyte, 20 * mebibyte + 1);
    const bool is_text = GENERATE(false, true);
    CAPTURE(size, is_text);
    const auto writer = child("repeat", 1, size, "x");
    check_capacity(run(writer, stdout_ = PIPE, text = is_text).stdout_, size);
    check_capacity(check_output(writer, text = is_text), size);
    {
        Popen process(writer, stdout_ = PIPE, text = is_text);
        check_capacity(process.communicate().stdout_, size);
    }
    Popen process(writer, stdout_ = PIPE, text = is_text);
    check_capacity(process.stdout_.read(), size);
}

TEST_CASE_METHOD(Census, "output as large as the input gets its memory at once", "[capacity]") {
    const std::string bytes(9 * mebibyte, 'x');
    const Output echoed = run(child("cat"), input = bytes, stdout_ = PIPE).stdout_;
    check_capacity(echoed, bytes.size());
    CHECK(echoed->capacity() > bytes.size()); // a copy would have exactly the right size
}

TEST_CASE_METHOD(Census, "output of another size than the input takes no more memory than it needs", "[capacity]") {
    const std::size_t size = GENERATE(as<std::size_t>{}, 0, mebibyte / 2, 2 * mebibyte, 12 * mebibyte, 30 * mebibyte);
    const std::string bytes(10 * mebibyte, 'x');
    check_capacity(run(child("repeat", 1, size, "x"), input = bytes, stdout_ = PIPE).stdout_, size);
}

TEST_CASE("output that is expected gets its memory once", "[capacity]") {
    std::string bytes;
    subprocess::detail::MemorySink sink(bytes);
    sink.expect(9 * mebibyte);
    const std::string piece(64 * kibibyte, 'x');
    const auto append = [&](std::size_t size) {
        for (; size > 0; size -= piece.size())
            sink.append(piece);
        return bytes.data();
    };
    const char* const place = append(2 * mebibyte);
    CHECK((append(7 * mebibyte) == place));
    check_capacity(bytes, 9 * mebibyte);
}
