// Encodings of the system: code pages.
#include "os/converter.hpp"

#include "codecs/wide.hpp"
#include "os/windows/windows.hpp"

#include <algorithm>
#include <iterator>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr UINT gb18030 = 54936;

/// These two code pages have every character and need other conversion flags.
bool is_unicode(UINT page) {
    return page == CP_UTF8 || page == gb18030;
}

std::size_t length_in_utf8(unsigned char lead) {
    return lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

std::wstring decoded(UINT page, std::string_view bytes) {
    std::wstring wide(bytes.size(), L'\0');
    const int length = ::MultiByteToWideChar(page, MB_ERR_INVALID_CHARS, bytes.data(), static_cast<int>(bytes.size()),
                                             wide.data(), static_cast<int>(wide.size()));
    wide.resize(static_cast<std::size_t>(length));
    return wide;
}

/// Converts as many whole characters at once as possible, and one by one if one of them is invalid.
class CodePage : public Converter {
public:
    explicit CodePage(UINT page) : m_page(page) {}

    Stop convert(std::string_view& bytes, std::string& converted) override {
        while (!bytes.empty()) {
            const std::string_view piece = whole_characters(bytes);
            if (piece.empty())
                return Stop::incomplete;
            if (!convert_piece(piece, converted))
                return convert_up_to_the_wrong_one(bytes, converted);
            bytes.remove_prefix(piece.size());
        }
        return Stop::done;
    }

    void finish(std::string&) override {} // none of these code pages has shift states

protected:
    UINT page() const { return m_page; }

private:
    /// The number of bytes in the first character, according to its leading bytes.
    virtual std::size_t length_of_first(std::string_view bytes) const = 0;
    /// \return false if a character could not be converted; then nothing is appended
    virtual bool convert_piece(std::string_view piece, std::string& converted) const = 0;

    std::string_view whole_characters(std::string_view bytes) const {
        constexpr std::size_t enough = 1 << 16;
        std::size_t size = 0;
        while (size < std::min(bytes.size(), enough)) {
            const std::size_t length = length_of_first(bytes.substr(size));
            if (length > bytes.size() - size)
                break;
            size += length;
        }
        return bytes.substr(0, size);
    }

    Stop convert_up_to_the_wrong_one(std::string_view& bytes, std::string& converted) const {
        for (;;) {
            const std::size_t length = length_of_first(bytes);
            if (!convert_piece(bytes.substr(0, length), converted))
                return Stop::invalid;
            bytes.remove_prefix(length);
        }
    }

    UINT m_page;
};

class FromCodePage : public CodePage {
    using CodePage::CodePage;

    std::size_t length_of_first(std::string_view bytes) const override {
        const auto first = static_cast<unsigned char>(bytes.front());
        if (page() == CP_UTF8)
            return length_in_utf8(first);
        if (page() != gb18030)
            return ::IsDBCSLeadByteEx(page(), first) ? 2 : 1;
        const bool has_four = bytes.size() > 1 && bytes[1] >= '0' && bytes[1] <= '9';
        return first < 0x81 ? 1 : has_four ? 4 : 2;
    }

    bool convert_piece(std::string_view piece, std::string& converted) const override {
        const std::wstring wide = decoded(page(), piece);
        converted += narrow(wide);
        return !wide.empty();
    }
};

class ToCodePage : public CodePage {
    using CodePage::CodePage;

    std::size_t length_of_first(std::string_view bytes) const override {
        return length_in_utf8(static_cast<unsigned char>(bytes.front()));
    }

    bool convert_piece(std::string_view piece, std::string& converted) const override {
        const std::wstring wide = decoded(CP_UTF8, piece);
        if (wide.empty())
            return false;
        BOOL is_replaced = FALSE;
        const DWORD flags = is_unicode(page()) ? WC_ERR_INVALID_CHARS : WC_NO_BEST_FIT_CHARS;
        std::string bytes(4 * wide.size(), '\0');
        const int length =
            ::WideCharToMultiByte(page(), flags, wide.data(), static_cast<int>(wide.size()), bytes.data(),
                                  static_cast<int>(bytes.size()), nullptr, is_unicode(page()) ? nullptr : &is_replaced);
        if (length == 0 || is_replaced)
            return false;
        converted.append(bytes, 0, static_cast<std::size_t>(length));
        return true;
    }
};

/// Python's names for Windows code pages. Where Windows extends an encoding, the name means the extended one.
struct Numbered {
    std::string_view python;
    UINT page;
};
constexpr Numbered numbered[] = {
    {"big5", 950},   {"euc_jp", 20932}, {"euc_kr", 949}, {"gb18030", gb18030},
    {"gb2312", 936}, {"gbk", 936},      {"johab", 1361}, {"shift_jis", 932},
};

/// The number in cpNUMBER; 0 for any other name.
UINT number_in(std::string_view name) {
    UINT number = 0;
    if (name.size() < 3 || name.size() > 7 || name.substr(0, 2) != "cp")
        return 0;
    for (const char digit : name.substr(2)) {
        if (digit < '0' || digit > '9')
            return 0;
        number = number * 10 + static_cast<UINT>(digit - '0');
    }
    return number;
}

/// The code page of that name; 0 if this Windows does not have it.
UINT page_of(std::string_view name) {
    const auto found = std::find_if(std::begin(numbered), std::end(numbered),
                                    [&](const Numbered& other) { return other.python == name; });
    const UINT page = found != std::end(numbered)        ? found->page
                      : name == "ansi" || name == "mbcs" ? ::GetACP()
                      : name == "oem"                    ? ::GetOEMCP()
                                                         : number_in(name);
    constexpr UINT with_shift_states = 50000; // these and later ones, but GB 18030 and UTF-8, accept no flags
    return ::IsValidCodePage(page) && (page < with_shift_states || is_unicode(page)) ? page : 0;
}

} // namespace

std::unique_ptr<Converter> open_converter(const std::string& encoding, Conversion conversion) {
    const UINT page = page_of(encoding);
    if (page == 0)
        return nullptr;
    if (conversion == Conversion::to_utf8)
        return std::make_unique<FromCodePage>(page);
    return std::make_unique<ToCodePage>(page);
}

std::string own_encoding(std::string_view name) {
    if (name == "ansi")
        return "mbcs"; // Python's name
    const bool is_own = name == "mbcs" || name == "oem" || number_in(name) != 0;
    return is_own && page_of(name) != 0 ? std::string(name) : "";
}

std::string locale_encoding() {
    return "cp" + std::to_string(::GetACP());
}

std::string_view line_end() noexcept {
    return "\r\n";
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
