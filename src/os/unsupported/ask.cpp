// Systems that cannot start a process, where they are asked about themselves.
#include "os/ask.hpp"
#include "os/converter.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/terminal.hpp"

#include "python/raise.hpp"
#include "words/pasted.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

[[noreturn]] void refuse_account() {
    throw_os_error(std::make_error_code(std::errc::not_supported));
}

} // namespace

std::string program_of(const Start& start) {
    return start.command.executable.value_or(start.command.words.empty() ? std::string() : start.command.words.front());
}

std::string shown_program_of(const Start& start) {
    return program_of(start);
}

std::string searched_path(const Start&) {
    return {};
}

int own_process_id() noexcept {
    return 1;
}

std::vector<std::string> environment() {
    return {};
}

std::string_view name_of(std::string_view variable) noexcept {
    return variable.substr(0, variable.find('='));
}

std::string comparable_name(std::string_view name) {
    return std::string(name);
}

std::uint32_t look_up_user(const std::string&) {
    refuse_account();
}

std::uint32_t look_up_group(const std::string&) {
    refuse_account();
}

bool is_signal(int) noexcept {
    return false;
}

std::string_view signal_name(int) noexcept {
    return {};
}

std::string limit_name(int resource) {
    return "resource " + std::to_string(resource);
}

std::vector<std::string> program_candidates(const std::string&, const std::optional<std::string>&) {
    return {};
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

bool is_executable(const std::string&) {
    return false;
}

std::unique_ptr<Converter> open_converter(const std::string&, Conversion) {
    return nullptr;
}

std::string own_encoding(std::string_view) {
    return {};
}

std::string locale_encoding() {
    return "utf-8";
}

std::string_view line_end() noexcept {
    return "\n";
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
