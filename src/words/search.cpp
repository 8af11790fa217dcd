#include "search.hpp"

#include "codecs/ascii.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// The syntax of paths on one system.
struct Syntax {
    std::string_view separators; ///< all that separate folders; the first one is used for joining
    char list_separator;
    bool has_drives;

    std::size_t drive_length(std::string_view path) const {
        return has_drives && path.size() >= 2 && path[1] == ':' ? 2 : 0;
    }

    bool is_separator(char c) const { return separators.find(c) != separators.npos; }

    std::string join(std::string_view folder, std::string_view file) const {
        std::string path(folder);
        const bool is_drive = folder.size() == drive_length(folder); // or empty
        if (!is_drive && !is_separator(folder.back()))
            path += separators.front();
        return path.append(file);
    }

    /// The folder part of a path, without trailing separators unless it is a root.
    std::string_view folder_of(std::string_view path) const {
        const std::size_t separator = path.find_last_of(separators);
        const std::string_view folder = path.substr(0, separator != path.npos ? separator + 1 : drive_length(path));
        const std::size_t end = folder.find_last_not_of(separators) + 1;
        return end > drive_length(path) ? folder.substr(0, end) : folder;
    }

    std::string_view name_of(std::string_view path) const {
        const std::size_t separator = path.find_last_of(separators);
        return path.substr(separator != path.npos ? separator + 1 : drive_length(path));
    }

    std::vector<std::string_view> split_list(std::string_view list) const {
        std::vector<std::string_view> items;
        for_each_item(list, list_separator, [&items](std::string_view item) { items.push_back(item); });
        return items;
    }

    /// True if two paths are the same but for case and kind of separator, where the system ignores these.
    bool is_same(std::string_view a, std::string_view b) const {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [this](char x, char y) {
            return x == y || (has_drives && (lower(x) == lower(y) || (is_separator(x) && is_separator(y))));
        });
    }

    bool ends_with(std::string_view name, std::string_view end) const {
        return name.size() >= end.size() && is_same(name.substr(name.size() - end.size()), end);
    }
};

constexpr Syntax posix{"/", ':', false};
constexpr Syntax windows{"\\/", ';', true};

/// Each folder once.
std::vector<std::string_view> folders_for(const Syntax& syntax, std::string_view program, std::string_view path) {
    const std::string_view folder = syntax.folder_of(program);
    std::vector<std::string_view> folders;
    if (!folder.empty())
        folders = {folder};
    else if (!path.empty())
        folders = syntax.split_list(path);

    auto kept = folders.begin();
    for (const std::string_view next : folders) {
        const auto is_next = [&](std::string_view other) { return syntax.is_same(other, next); };
        if (std::none_of(folders.begin(), kept, is_next))
            *kept++ = next;
    }
    folders.erase(kept, folders.end());
    return folders;
}

std::vector<std::string> candidates(const Syntax& syntax, std::string_view program, std::string_view path,
                                    const std::vector<std::string>& names) {
    std::vector<std::string> result;
    for (const std::string_view folder : folders_for(syntax, program, path))
        for (const std::string& name : names)
            result.push_back(syntax.join(folder, name));
    return result;
}

os::ProgramPlaces places(const Syntax& syntax, std::string_view program, std::string_view path) {
    os::ProgramPlaces found{std::string(syntax.name_of(program)), !syntax.folder_of(program).empty(), {}};
    for (const std::string_view folder : folders_for(syntax, program, path))
        found.folders.push_back(syntax.join(folder, ""));
    return found;
}

} // namespace

os::ProgramPlaces posix_places(std::string_view program, std::string_view path) {
    return places(posix, program, path);
}

os::ProgramPlaces windows_places(std::string_view program, std::string_view path) {
    return places(windows, program, path);
}

std::vector<std::string> posix_candidates(std::string_view program, std::string_view path) {
    return candidates(posix, program, path, {std::string(posix.name_of(program))});
}

std::vector<std::string> windows_candidates(std::string_view program, std::string_view path,
                                            std::string_view extensions) {
    const std::string name(windows.name_of(program));
    std::vector<std::string> names;
    bool is_complete = false;
    for (const std::string_view extension : windows.split_list(extensions)) {
        if (extension.empty())
            continue;
        const std::string_view end = extension.substr(0, extension.find_last_not_of('.') + 1);
        names.push_back(std::string(name).append(end));
        is_complete = is_complete || windows.ends_with(name, end);
    }
    if (is_complete)
        names.insert(names.begin(), name);
    return candidates(windows, program, path, names);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
