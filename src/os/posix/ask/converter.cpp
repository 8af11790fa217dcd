// Encodings of the system: iconv, and the locale's encoding.
#include "os/converter.hpp"

#include <iconv.h>
#include <langinfo.h>
#include <locale.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

const iconv_t no_descriptor = reinterpret_cast<iconv_t>(-1); // NOLINT(performance-no-int-to-ptr): POSIX says so

class Iconv : public Converter {
public:
    explicit Iconv(iconv_t descriptor) : m_descriptor(descriptor) {}
    ~Iconv() override { ::iconv_close(m_descriptor); }

    Stop convert(std::string_view& bytes, std::string& converted) override {
        char* next = const_cast<char*>(bytes.data()); // iconv does not write through it
        std::size_t left = bytes.size();
        const int error = convert_all(&next, &left, converted);
        bytes.remove_prefix(bytes.size() - left);
        return error == 0 ? Stop::done : error == EINVAL ? Stop::incomplete : Stop::invalid;
    }

    void finish(std::string& converted) override { convert_all(nullptr, nullptr, converted); }

private:
    /// Calls iconv until all output is written. \return 0, or the error number
    int convert_all(char** next, std::size_t* left, std::string& converted) {
        for (;;) {
            char buffer[1024];
            char* end = buffer;
            std::size_t room = sizeof buffer;
            const std::size_t result = ::iconv(m_descriptor, next, left, &end, &room);
            const int error = result == static_cast<std::size_t>(-1) ? errno : 0;
            converted.append(buffer, end);
            if (error != E2BIG)
                return error;
        }
    }

    iconv_t m_descriptor;
};

/// iconv's names that are not just Python's names in upper case with hyphens.
struct Renamed {
    std::string_view python;
    const char* iconv;
};
constexpr Renamed renamed[] = {
    {"big5hkscs", "BIG5-HKSCS"},          {"euc_jis_2004", "EUC-JISX0213"},     {"gb2312", "EUC-CN"},
    {"iso2022_jp", "ISO-2022-JP"},        {"iso2022_jp_2", "ISO-2022-JP-2"},    {"iso2022_jp_2004", "ISO-2022-JP-3"},
    {"iso2022_jp_3", "ISO-2022-JP-3"},    {"iso2022_kr", "ISO-2022-KR"},        {"shift_jis", "SHIFT_JIS"},
    {"shift_jis_2004", "SHIFT_JISX0213"}, {"shift_jisx0213", "SHIFT_JISX0213"},
};

std::string iconv_name(const std::string& python_name) {
    const auto found = std::find_if(std::begin(renamed), std::end(renamed),
                                    [&](const Renamed& other) { return other.python == python_name; });
    if (found != std::end(renamed))
        return found->iconv;
    std::string name = python_name;
    for (char& c : name)
        c = c == '_' ? '-' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

} // namespace

std::unique_ptr<Converter> open_converter(const std::string& encoding, Conversion conversion) {
    const std::string name = iconv_name(encoding);
    const bool is_to_utf8 = conversion == Conversion::to_utf8;
    const iconv_t descriptor = ::iconv_open(is_to_utf8 ? "UTF-8" : name.c_str(), is_to_utf8 ? name.c_str() : "UTF-8");
    return descriptor != no_descriptor ? std::make_unique<Iconv>(descriptor) : nullptr;
}

std::string own_encoding(std::string_view) {
    return {};
}

std::string locale_encoding() {
    const locale_t from_environment = ::newlocale(LC_CTYPE_MASK, "", locale_t());
    if (from_environment == locale_t())
        return "ascii"; // the locale does not exist, so programs stay in the C locale
    std::string name = ::nl_langinfo_l(CODESET, from_environment);
    ::freelocale(from_environment);
    return name;
}

std::string_view line_end() noexcept {
    return "\n";
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
