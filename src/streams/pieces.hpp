// The bytes of a source that gives its pieces when it is asked, encoded in text mode.
#pragma once

#include <subprocess/reader.hpp>

#include "codecs/encoder.hpp"
#include "open_source.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Pieces : public OpenSource {
public:
    explicit Pieces(const StreamSettings& settings);

    std::string_view next() final;
    void taken(std::size_t count) final { m_piece.remove_prefix(count); }

private:
    /// The next piece, which stays in place until the next call; empty at the end.
    virtual std::string_view next_piece() = 0;

    void encode(codecs::Encoder& encoder, std::string_view piece);

    std::optional<codecs::Encoder> m_encoder; ///< only in text mode
    std::string m_cut;                        ///< the beginning of a character whose rest is in the next piece
    std::string m_bytes;
    std::string_view m_piece;
    bool m_is_at_end = false;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
