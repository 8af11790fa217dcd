// utf-16 (with a byte order mark), utf-16-le and utf-16-be (without one).
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

class Utf16 : public UnitCodec {
public:
    explicit Utf16(std::string_view name) : UnitCodec(name, unit_size, names) {}

private:
    static constexpr std::size_t unit_size = 2;
    static constexpr const char* names[3] = {"utf-16", "utf-16-le", "utf-16-be"};

    Step decode_one(std::string_view bytes, bool at_end, std::string& characters) const override {
        const char32_t first = get(bytes, 0);
        if (is_low_surrogate(first))
            return {0, unit_size, "illegal encoding"};
        if (!is_high_surrogate(first)) {
            append_character(characters, first);
            return {unit_size};
        }
        if (bytes.size() < 2 * unit_size)
            return {0, at_end ? bytes.size() : 0, "unexpected end of data"};
        const char32_t second = get(bytes, unit_size);
        if (!is_low_surrogate(second))
            return {0, unit_size, "illegal UTF-16 surrogate"};
        append_character(characters, character_of(first, second));
        return {2 * unit_size};
    }

    void encode_one(std::string& bytes, char32_t c) const override {
        if (c >= first_of_pairs)
            put(bytes, high_surrogate_of(c));
        put(bytes, c < first_of_pairs ? c : low_surrogate_of(c));
    }
};

} // namespace

std::unique_ptr<Codec> open_utf16(std::string_view name) {
    if (name.substr(0, 6) == "utf_16")
        return std::make_unique<Utf16>(name);
    return nullptr;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
