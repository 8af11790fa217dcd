// Finds encodings by name.
#include "codec.hpp"

#include <subprocess/error.hpp>

#include "ascii.hpp"
#include "names_table.hpp"
#include "os/converter.hpp"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Python's encodings.normalize_encoding, in lower case: one underscore replaces the characters between two words.
std::string normalised(std::string_view name) {
    std::string result;
    bool is_between = false;
    for (const char c : name) {
        if (!is_letter_or_digit(c) && c != '.') {
            is_between = true;
            continue;
        }
        if (is_between && !result.empty())
            result += '_';
        is_between = false;
        result += lower(c);
    }
    return result;
}

/// The name of Python's module for an encoding; empty if there is none.
std::string_view module_of(std::string name) {
    std::replace(name.begin(), name.end(), '.', '_');
    const auto end = named_codecs + named_codec_count;
    const auto found = std::lower_bound(named_codecs, end, name,
                                        [](const NamedCodec& codec, const std::string& n) { return codec.name < n; });
    return found != end && found->name == name ? found->codec : std::string_view();
}

std::unique_ptr<Codec> open_module(std::string_view module) {
    for (const auto open : {open_utf8, open_utf16, open_utf32, open_ascii_or_latin1, open_single_byte, open_multi_byte})
        if (auto codec = open(module))
            return codec;
    return nullptr;
}

} // namespace

std::unique_ptr<Codec> open_codec(const std::string& name) {
    const std::string plain = normalised(name);
    const std::string asked = plain == "locale" ? normalised(os::locale_encoding()) : plain;
    const std::string_view module = module_of(asked);
    auto codec = open_module(module.empty() ? asked : module);
    if (codec == nullptr)
        throw LookupError("unknown encoding: " + name);
    return codec;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
