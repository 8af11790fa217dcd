#include "failed_start.hpp"

#include "python/hidden_words.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

void FailedStart::note(OSError& exception, const Command& command, const os::Start& start) noexcept {
    try {
        const bool is_about_cwd =
            start.cwd && exception.filename == *start.cwd && exception.filename != os::shown_program_of(start);
        exception.m_start = OpaqueCopy<FailedStart>(
            new FailedStart{HiddenWords::forgotten(command), start.cwd, os::searched_path(start), is_about_cwd});
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
