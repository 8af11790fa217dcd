// What the system knows of text: code pages.
#include "../os.hpp"

#include "windows.hpp"

namespace subprocess {
inline namespace v1 {
namespace os {

std::unique_ptr<Converter> open_converter(const std::string&, Conversion) {
    return nullptr;
}

std::string locale_encoding() {
    return "cp" + std::to_string(::GetACP());
}

std::string_view line_end() noexcept {
    return "\r\n";
}

} // namespace os
} // namespace v1
} // namespace subprocess
