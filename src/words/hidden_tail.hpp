// The end of what a child has said, without the secrets that it was given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// How many bytes of a stream describe() shows at most.
inline constexpr std::size_t shown_of_stream = 8192;

/// Secrets that are shorter are not looked for: they would be found everywhere.
inline constexpr std::size_t shortest_secret = 4;

/// The last bytes, where each secret is replaced by `***`; also the part of one that the stream begins or ends with.
std::string hidden_tail(std::string_view bytes, const std::vector<std::string>& secrets);

} // namespace detail
} // namespace v1
} // namespace subprocess
