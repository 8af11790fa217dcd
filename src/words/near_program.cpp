#include "near_program.hpp"

#include "codecs/ascii.hpp"
#include "os/ask.hpp"
#include "visible.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

std::string in_lower_case(std::string_view name) {
    std::string result(name);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

/// Whether the two are the same but for one slip.
bool is_slip(std::string_view a, std::string_view b) {
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t same = 0, same_at_end = 0;
    while (same < shorter && a[same] == b[same])
        ++same;
    while (same_at_end < shorter - same && a[a.size() - 1 - same_at_end] == b[b.size() - 1 - same_at_end])
        ++same_at_end;
    const std::size_t rest_of_a = a.size() - same - same_at_end, rest_of_b = b.size() - same - same_at_end;
    const bool are_swapped = rest_of_a == 2 && rest_of_b == 2 && a[same] == b[same + 1] && a[same + 1] == b[same];
    return are_swapped || (rest_of_a <= 1 && rest_of_b <= 1);
}

/// Windows programs are named without it.
std::string_view without_exe(std::string_view name) {
    constexpr std::size_t length = 4;
    const bool has_it = name.size() > length && in_lower_case(name.substr(name.size() - length)) == ".exe";
    return name.substr(0, name.size() - (has_it ? length : 0));
}

std::optional<std::string> existing(const os::ProgramPlaces& places) {
    for (const std::string& folder : places.folders)
        if (std::string path = folder + places.name; os::is_executable(path))
            return path;
    return {};
}

/// The first program whose name `accept` takes.
template <class Accept> std::optional<std::string> first_like(const os::ProgramPlaces& places, Accept accept) {
    for (const std::string& folder : places.folders)
        for (const std::string& name : os::names_in(folder))
            if (accept(name) && os::is_executable(folder + name))
                return places.has_folder ? folder + name : name;
    return {};
}

bool is_relative(const std::string& folder) {
    const bool has_root = !folder.empty() && (folder.front() == '/' || folder.front() == '\\');
    return !has_root && folder.find(':') == folder.npos;
}

std::string did_you_mean(const std::string& program) {
    return "did you mean " + visible_in_line(program) + "?";
}

} // namespace

bool is_near(std::string_view name, std::string_view wanted) {
    constexpr std::size_t shortest = 3; // shorter ones are near to too many
    const std::string a = in_lower_case(name), b = in_lower_case(wanted);
    return a == b || (b.size() >= shortest && is_slip(a, b));
}

std::string hint_for(const std::string& program, const std::string& path, const std::optional<std::string>& cwd) {
    os::ProgramPlaces places = os::places_of(program, path);
    if (cwd) // where folders that are not absolute begin depends on the system
        places.folders.erase(std::remove_if(places.folders.begin(), places.folders.end(), is_relative),
                             places.folders.end());
    if (places.name.empty() || (cwd && places.has_folder && program.front() != '/')) // relative to cwd on some systems
        return {};
    if (const std::optional<std::string> found = existing(places))
        return visible_in_line(*found) + " exists, but cannot be run: its interpreter or loader may be missing";
    if (const std::string here = "./" + program; !cwd && !places.has_folder && os::is_executable(here))
        return did_you_mean(here);
    const auto is_same = [&](const std::string& name) {
        return in_lower_case(without_exe(name)) == in_lower_case(places.name);
    };
    if (const std::optional<std::string> found = first_like(places, is_same))
        return did_you_mean(*found);
    const auto is_similar = [&](const std::string& name) { return is_near(without_exe(name), places.name); };
    if (const std::optional<std::string> found = first_like(places, is_similar))
        return did_you_mean(*found);
    return {};
}

} // namespace detail
} // namespace v1
} // namespace subprocess
