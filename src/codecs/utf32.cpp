// utf-32 (with a byte order mark), utf-32-le and utf-32-be (without one).
#include "unit_codec.hpp"

#include "characters.hpp"
#include "codec.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

class Utf32 : public UnitCodec {
public:
    explicit Utf32(std::string_view name) : UnitCodec(name, unit_size, names) {}

private:
    static constexpr std::size_t unit_size = 4;
    static constexpr const char* names[3] = {"utf-32", "utf-32-le", "utf-32-be"};
    static constexpr char32_t largest = 0x10FFFF;

    Step decode_one(std::string_view bytes, bool, std::string& characters) const override {
        const char32_t c = get(bytes, 0);
        if (is_surrogate(c))
            return {0, unit_size, "code point in surrogate code point range(0xd800, 0xe000)"};
        if (c > largest)
            return {0, unit_size, "code point not in range(0x110000)"};
        append_character(characters, c);
        return {unit_size};
    }

    void encode_one(std::string& bytes, char32_t c) const override { put(bytes, c); }
};

} // namespace

std::unique_ptr<Codec> open_utf32(std::string_view name) {
    if (name.substr(0, 6) == "utf_32")
        return std::make_unique<Utf32>(name);
    return nullptr;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
