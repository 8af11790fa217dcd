// Encodings that the operating system converts: the multi-byte encodings of East Asia, and Windows code pages.
#include "codec.hpp"

#include "characters.hpp"
#include "names_table.hpp"
#include "os/converter.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

using Stop = os::Converter::Stop;

class MultiByte : public Codec {
public:
    MultiByte(std::string name, std::unique_ptr<os::Converter> decoder, std::unique_ptr<os::Converter> encoder)
        : m_name(std::move(name)), m_decoder(std::move(decoder)), m_encoder(std::move(encoder)) {}

    const char* name_in_decoding() const override { return m_name.c_str(); }

    Step decode(std::string_view bytes, bool at_end, std::string& characters) override {
        std::string_view rest = bytes;
        const Stop stop = m_decoder->convert(rest, characters);
        const std::size_t taken = bytes.size() - rest.size();
        if (stop == Stop::invalid)
            return {taken, 1, "illegal multibyte sequence"};
        if (stop == Stop::incomplete)
            return {taken, at_end ? rest.size() : 0, "incomplete multibyte sequence"};
        if (at_end)
            m_decoder->finish(characters);
        return {taken};
    }

    Step encode(std::string_view characters, std::string& bytes) override {
        std::string_view rest = characters;
        m_encoder->convert(rest, bytes);
        const std::size_t invalid = rest.empty() ? 0 : first_character(rest).length;
        return {characters.size() - rest.size(), invalid, "illegal multibyte sequence"};
    }

    void end(std::string& bytes) override { m_encoder->finish(bytes); }

private:
    std::string m_name;
    std::unique_ptr<os::Converter> m_decoder, m_encoder;
};

} // namespace

std::unique_ptr<Codec> open_multi_byte(std::string_view name) {
    const auto end = multi_byte_codecs + multi_byte_codec_count;
    std::string known = std::find(multi_byte_codecs, end, name) != end ? std::string(name) : os::own_encoding(name);
    if (known.empty())
        return nullptr;
    auto decoder = os::open_converter(known, os::Conversion::to_utf8);
    auto encoder = os::open_converter(known, os::Conversion::from_utf8);
    if (decoder == nullptr || encoder == nullptr)
        return nullptr;
    return std::make_unique<MultiByte>(std::move(known), std::move(decoder), std::move(encoder));
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
