// What the fake system answers when it is asked about itself.
#include "fake_os/fake_os.hpp"

#include "os/ask.hpp"
#include "os/converter.hpp"
#include "os/memory.hpp"
#include "os/start.hpp"

#include "codecs/ascii.hpp"
#include "words/pasted.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

using tests::fake_os;

std::vector<std::string> environment() {
    return fake_os().environment;
}

std::string_view name_of(std::string_view variable) noexcept {
    return variable.substr(0, variable.find('='));
}

std::string comparable_name(std::string_view name) {
    ++fake_os().names_compared;
    std::string comparable(name);
    if (fake_os().ignores_case)
        std::transform(comparable.begin(), comparable.end(), comparable.begin(), lower);
    return comparable;
}

std::uint32_t look_up_user(const std::string&) {
    return 1;
}

std::uint32_t look_up_group(const std::string&) {
    return 1;
}

bool is_signal(int returncode) noexcept {
    return returncode < 0;
}

std::string_view signal_name(int returncode) noexcept {
    return returncode == -9 ? "SIGKILL" : "";
}

std::string limit_name(int resource) {
    return "resource " + std::to_string(resource);
}

std::vector<std::string> program_candidates(const std::string& program, const std::optional<std::string>& path) {
    return {path.value_or("PATH") + ' ' + program};
}

ProgramPlaces places_of(const std::string& program, const std::string&) {
    return {program, false, {}};
}

std::vector<std::string> names_in(const std::string&) {
    return {};
}

std::string pasted(const std::vector<std::string>& words) {
    return pasted_in_sh(words);
}

std::string program_of(const Start& start) {
    return start.command.words.front();
}

std::string shown_program_of(const Start& start) {
    return start.command.shown->front();
}

std::string searched_path(const Start&) {
    return {};
}

bool is_executable(const std::string&) {
    return true;
}

std::unique_ptr<Converter> open_converter(const std::string&, Conversion) {
    return nullptr;
}

std::string own_encoding(std::string_view) {
    return {};
}

std::string locale_encoding() {
    return "cp437";
}

std::string_view line_end() noexcept {
    return fake_os().line_end;
}

char* map_pages(std::size_t) noexcept {
    return nullptr;
}

void unmap_pages(char*, std::size_t) noexcept {}

void prefer_huge_pages(char*, std::size_t) noexcept {}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
