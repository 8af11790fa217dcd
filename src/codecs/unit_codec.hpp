// What UTF-16 and UTF-32 share: encodings in units of two or four bytes, in either byte order.
#pragma once

#include "characters.hpp"
#include "codec.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

enum class ByteOrder { little, big };

class UnitCodec : public Codec {
public:
    const char* name_in_decoding() const override { return m_order == ByteOrder::little ? m_names[1] : m_names[2]; }
    const char* name_in_encoding() const override { return m_is_marked ? m_names[0] : name_in_decoding(); }
    std::size_t unit() const override { return m_unit; }

    Step decode(std::string_view bytes, bool at_end, std::string& characters) override;
    Step encode(std::string_view characters, std::string& bytes) override;
    void begin(std::string& bytes) override;

    Character encoded_surrogate(std::string_view bytes) const override;
    bool append_surrogate(std::string& bytes, char32_t c) const override;

protected:
    /// The name of the encoding, and its names with -le and -be.
    using Names = const char* const[3];

    /// The byte order follows from `_le` or `_be` at the end of `name`, or else from a mark at the start of the text.
    UnitCodec(std::string_view name, std::size_t unit, const Names& names);

    /// Takes nothing if the character is invalid or incomplete. `bytes` holds at least one unit.
    virtual Step decode_one(std::string_view bytes, bool at_end, std::string& characters) const = 0;
    /// `c` must not be a surrogate.
    virtual void encode_one(std::string& bytes, char32_t c) const = 0;

    char32_t get(std::string_view bytes, std::size_t position) const;
    void put(std::string& bytes, char32_t value) const;

private:
    int shift_of(std::size_t byte) const;
    bool begins_with_mark(std::string_view bytes) const;
    std::size_t read_mark(std::string_view bytes);

    const Names& m_names;
    std::size_t m_unit;
    bool m_is_marked = true;
    bool m_was_read = false;
    ByteOrder m_order;
};

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
