/// \file
/// run_all: many commands, some of them at a time. See docs/many.md.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/given.hpp>
#include <subprocess/result.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

namespace arg {

/// One command in the braces of run_all: words in braces, a list of words, or a Command. A string alone is none, so
/// that `run_all({"ls", "-l"})`, which could mean one command or two, does not compile.
class Row {
public:
    /// It refers to the words, which must live as long as the call.
    Row(std::initializer_list<Word> words) : m_command(words) {}
    template <class T, class = std::enable_if_t<detail::is_range<T> && !detail::is_string_or_path<T>>>
    Row(const T& words) : m_command(words) {}

    /// What run() would take; a view of the same words.
    const Args& command() const noexcept { return m_command; }

private:
    Args m_command;
};

} // namespace arg

namespace detail {

inline const Args& as_args(const arg::Row& row) {
    return row.command();
}
template <class T> Args as_args(const T& command) {
    return Args(command);
}

template <class T, class = void> inline constexpr bool is_command_range = false;
template <class T>
inline constexpr bool
    is_command_range<T, std::void_t<decltype(std::begin(std::declval<T&>()) != std::end(std::declval<T&>()))>> = true;

template <class T, class = void> inline constexpr bool is_sized = false;
template <class T> inline constexpr bool is_sized<T, std::void_t<decltype(std::size(std::declval<T&>()))>> = true;

/// Where run_all's commands come from.
struct CommandSource {
    void* context;
    bool (*pull)(void* context, Command& into); ///< false: there are no more
    std::size_t size;                           ///< how many there are; 0: unknown
};

/// Goes through a range once, and no further than it has been asked.
template <class Range> class CommandRange {
public:
    explicit CommandRange(Range& commands) : m_next(std::begin(commands)), m_end(std::end(commands)) {
        if constexpr (is_sized<Range>)
            m_size = static_cast<std::size_t>(std::size(commands));
    }

    CommandSource source() {
        return {this, [](void* self, Command& into) { return static_cast<CommandRange*>(self)->pull(into); }, m_size};
    }

private:
    bool pull(Command& into) {
        if (m_has_begun)
            ++m_next;
        m_has_begun = true;
        if (!(m_next != m_end))
            return false;
        into = Command(as_args(*m_next));
        return true;
    }

    decltype(std::begin(std::declval<Range&>())) m_next;
    decltype(std::end(std::declval<Range&>())) m_end;
    bool m_has_begun = false;
    std::size_t m_size = 0;
};

/// Checks what the compiler cannot: the fields of an Options.
std::vector<Result<CompletedProcess>> run_all(const CommandSource& commands, const Keywords& keywords);

template <class Range, class... K>
Late<std::vector<Result<CompletedProcess>>, K...> run_range(Range& commands, K&&... arguments) {
    CommandRange<Range> range(commands);
    return run_all(range.source(), Call<fn_run_all, K...>(static_cast<K&&>(arguments)...).keywords());
}

} // namespace detail

/// Runs all commands of a range, at most `jobs` of them at a time, in one thread. Takes the keywords of run() except
/// `pty`, for each of them, and `jobs`, `on_result`, `on_line`, `keep_going` and `jobserver`.
///
/// `run_all({{"make", "a"}, {"make", "b"}}, jobs = 8)`, or any range whose elements are commands: lists of words, or
/// Command for one string. An element is not asked for before its turn, so a range may make them as it goes, and need
/// not know how many there are.
///
/// Without `keep_going` the first failure ends what still runs, by the steps of `grace`, and is thrown; the results of
/// the others are lost unless `on_result` has seen them. A child that returns a code other than 0 has failed only with
/// `check = true`. With `keep_going` all commands run, and failures are among the results. What a callback or the range
/// throws ends all in any case. A timeout that is a duration is for each command; one that is a point in time is for
/// all, and a command whose turn comes later is not started. `cancel` is for all. `input` goes to each; sinks and
/// sources are refused, since the children would share them.
/// \return the results, in the order of the commands
/// \throws ValueError before anything is started, also for `jobs` below 1; without `keep_going`, what run() throws;
/// what a callback or the range throws
template <class Commands, class... K>
detail::Late<std::vector<Result<CompletedProcess>>, K...> run_all(Commands&& commands, K&&... arguments) {
    using Range = std::remove_reference_t<Commands>;
    static_assert(detail::is_command_range<Range> && !detail::is_string_or_path<Range>,
                  "subprocess: run_all takes a range of commands, or {{\"a\", \"b\"}, {\"c\"}}; one command goes to "
                  "run()");
    if constexpr (detail::is_command_range<Range>) {
        using Element = detail::Bare<decltype(*std::begin(commands))>;
        static_assert(!detail::is_string_or_path<Element>,
                      "subprocess: run_all takes a range of commands, and a range of strings is one command: put it "
                      "into braces, or, for commands that are one string, give a range of Command");
        if constexpr (!detail::is_string_or_path<Element>)
            return detail::run_range(commands, static_cast<K&&>(arguments)...);
    }
    return {};
}
template <class... K>
detail::Late<std::vector<Result<CompletedProcess>>, K...> run_all(std::initializer_list<arg::Row> commands,
                                                                  K&&... arguments) {
    return detail::run_range(commands, static_cast<K&&>(arguments)...);
}

} // namespace v1
} // namespace subprocess
