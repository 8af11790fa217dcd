#include "failed_start.hpp"

#include "python/hidden_words.hpp"

#include <algorithm>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

bool is_secret(const std::string& path, const os::Start& start) {
    const std::vector<std::string>* const shown = start.shown_environment;
    return shown != nullptr && std::find(shown->begin(), shown->end(), "PATH=" + path) == shown->end();
}

} // namespace

void FailedStart::note(OSError& exception, const Command& command, const os::Start& start) noexcept {
    if (exception.m_start) // what a hook has started
        return;
    try {
        const bool is_about_program = exception.filename == os::shown_program_of(start);
        const bool is_about_cwd = start.cwd && exception.filename == *start.cwd && !is_about_program;
        const std::string path = os::searched_path(start);
        exception.m_start =
            OpaqueCopy<FailedStart>(new FailedStart{HiddenWords::forgotten(command), start.cwd, path, is_about_cwd,
                                                    is_about_program && !is_secret(path, start)});
    } catch (...) { // the exception itself matters more
    }
}

void destroy(FailedStart* start) noexcept {
    delete start;
}

FailedStart* copy_of(const FailedStart& start) {
    return new FailedStart(start);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
