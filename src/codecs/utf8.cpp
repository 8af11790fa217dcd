// utf-8 and utf-8-sig.
#include "codec.hpp"

#include "characters.hpp"
#include "valid_utf8.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

class Utf8 : public Codec {
public:
    const char* name_in_decoding() const override { return "utf-8"; }

    Step decode(std::string_view bytes, bool at_end, std::string& characters) override {
        const std::size_t size = valid_utf8(bytes);
        characters.append(bytes, 0, size);
        const std::string_view rest = bytes.substr(size);
        if (rest.empty() || (!at_end && may_become_character(rest)))
            return {size};
        const Utf8Front front = utf8_front(rest);
        if (front.needed == 0)
            return {size, 1, "invalid start byte"};
        const bool is_cut_off = front.fitting == rest.size();
        return {size, front.fitting, is_cut_off ? "unexpected end of data" : "invalid continuation byte"};
    }

    Step encode(std::string_view characters, std::string& bytes) override {
        const std::size_t size = valid_utf8(characters);
        bytes.append(characters, 0, size);
        std::size_t end = size;
        while (end < characters.size() && valid_utf8(characters.substr(end, 4)) == 0)
            end += first_character(characters.substr(end)).length;
        return {size, end - size, "surrogates not allowed"};
    }

    std::size_t left_as_is(std::string_view bytes) const override { return valid_utf8(bytes); }

    Character encoded_surrogate(std::string_view bytes) const override {
        const Character character = first_character(bytes);
        return character.length == 3 && is_surrogate(character.value) ? character : Character();
    }
    bool append_surrogate(std::string& bytes, char32_t c) const override {
        append_character(bytes, c);
        return true;
    }

private:
    /// An incomplete surrogate is already invalid, but the handler surrogatepass needs all three bytes of it.
    static bool may_become_character(std::string_view bytes) {
        const Utf8Front front = utf8_front(bytes);
        const bool is_half_surrogate =
            bytes.size() == 2 && bytes[0] == '\xED' && (static_cast<unsigned char>(bytes[1]) & 0xE0) == 0xA0;
        return (front.needed != 0 && front.fitting == bytes.size()) || is_half_surrogate;
    }
};

constexpr std::string_view mark = "\xEF\xBB\xBF";

/// UTF-8 with a byte order mark: it is skipped when reading and always written.
class Utf8Sig : public Utf8 {
public:
    Step decode(std::string_view bytes, bool at_end, std::string& characters) override {
        const bool may_be_mark = bytes.size() < mark.size() && bytes == mark.substr(0, bytes.size());
        if (!m_has_begun && may_be_mark && !at_end)
            return {0};
        if (!m_has_begun && bytes.substr(0, mark.size()) == mark)
            m_mark_size = mark.size();
        const std::size_t skipped = m_has_begun ? 0 : m_mark_size;
        m_has_begun = true;
        Step step = Utf8::decode(bytes.substr(skipped), at_end, characters);
        step.taken += skipped;
        return step;
    }
    void begin(std::string& bytes) override { bytes += mark; }
    std::size_t left_as_is(std::string_view) const override { return 0; }
    std::size_t uncounted() const override { return m_mark_size; }

private:
    bool m_has_begun = false;
    std::size_t m_mark_size = 0;
};

} // namespace

std::unique_ptr<Codec> open_utf8(std::string_view name) {
    if (name == "utf_8")
        return std::make_unique<Utf8>();
    if (name == "utf_8_sig")
        return std::make_unique<Utf8Sig>();
    return nullptr;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
