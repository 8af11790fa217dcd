/// \file
/// run_pipeline(): several commands, each of which reads what the one before it writes. See docs/pipelines.md.
///
/// `run_pipeline({"dmesg"}, {"grep", "hda"}, capture_output = true, timeout = 5s)`: two to eight stages, and keywords
/// and Options after them; or a range of stages of any length. A stage is a command as run() takes it, a stage() with
/// keywords of its own, or a function, through(f).
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_pipeline.hpp>
#include <subprocess/given.hpp>
#include <subprocess/options.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/shared.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// A function that bytes go through.
struct Passer {
    Kept kept;
    bool (*pass)(void* kept, std::string_view in, std::string& out) = nullptr; ///< false: it wants no more
};

// Each makes a node with a count of one. What was kept is theirs, also if they throw.
Node* function_node(const Passer& passer);
Node* command_node(const Args& command);
Node* command_node(const Args& command, const Keywords& keywords);

template <class F> Passer passer_of(F&& callable) {
    using G = std::decay_t<F>;
    if constexpr (!std::is_invocable_v<G&, std::string_view, std::string&>) {
        static_assert(never<F>, "subprocess: through takes a callable f(std::string_view in, std::string& out)");
        return {};
    } else {
        using Result = std::invoke_result_t<G&, std::string_view, std::string&>;
        static_assert(std::is_void_v<Result> || std::is_same_v<Result, bool>,
                      "subprocess: what through calls returns void, or a bool: false if it wants no more");
        if constexpr (std::is_pointer_v<G>)
            if (callable == nullptr)
                refuse_null_pointer("the callable of through");
        return {keep<G>(static_cast<F&&>(callable)), [](void* kept, std::string_view in, std::string& out) {
                    if constexpr (std::is_void_v<Result>)
                        return kept_in<G>(kept)(in, out), true;
                    else
                        return kept_in<G>(kept)(in, out);
                }};
    }
}

template <class T> inline constexpr bool is_keyword_or_options = bit<T> != 0 || std::is_same_v<T, Options>;
template <class... K> inline constexpr bool are_keywords = (is_keyword_or_options<Bare<K>> && ...);

template <class T> inline constexpr bool is_command = is_string_or_path<T> || is_range<T> || std::is_same_v<T, Args>;

} // namespace detail

/// A stage of run_pipeline(). It keeps copies of the command and the keywords; copies of a Stage are cheap and share
/// them.
class Stage {
public:
    /// Accepts everything that run() accepts as a command.
    Stage(std::initializer_list<arg::Word> words) : m_node(detail::command_node(Args(words))) {}
    Stage(const char* command) : m_node(detail::command_node(Args(command))) {}
    template <class T, class = std::enable_if_t<detail::is_command<T>>>
    Stage(const T& command) : m_node(detail::command_node(Args(command))) {}
    /// Internal: takes over a count of `node`.
    explicit Stage(detail::Node* node) noexcept : m_node(node) {}

    /// Internal: what the copies share.
    const detail::Shared& shared() const noexcept { return m_node; }

private:
    detail::Shared m_node;
};

/// A command with keywords, or Options, that are for it alone: `stage({"sort"}, cwd = "/", env = variables)`. It takes
/// the keywords about one program, and `stderr_`, which then does not go where that of the others goes: a file, a sink,
/// or STDOUT for its own stdout, but not PIPE. \throws ValueError for what makes no sense
template <class... K> [[nodiscard]] Stage stage(Args command, K&&... arguments) {
    return Stage(
        detail::command_node(command, detail::Call<detail::fn_stage, K...>(static_cast<K&&>(arguments)...).keywords()));
}

/// A function between two commands: `f(std::string_view in, std::string& out)` is called, in the caller's thread, with
/// the bytes that the command before it writes, as they come and undecoded, and puts into `out`, which is empty, what
/// the command after it is to read. At the end it is called once more, with an empty `in`; not if the command after it
/// reads no more. `f` is copied or moved in; std::ref(f) refers to it. It returns void, or a bool: false means that it
/// wants no more. What it throws leaves run_pipeline(), which ends all commands first.
/// \throws ValueError for a null pointer
template <class F> [[nodiscard]] Stage through(F&& f) {
    return Stage(detail::function_node(detail::passer_of(static_cast<F&&>(f))));
}

namespace detail {

/// The stages of a call.
class StageList {
public:
    explicit StageList(std::initializer_list<const Stage*> stages = {});
    StageList(const StageList&) = delete;
    StageList& operator=(const StageList&) = delete;
    ~StageList();

    void add(const Stage& next);

    std::size_t size() const noexcept { return m_stages.size(); }
    const Stage& operator[](std::size_t i) const { return m_stages[i]; }

private:
    std::vector<Stage> m_stages;
};

CompletedPipeline run_pipeline(const StageList& stages, const Keywords& keywords);

template <class... K> CompletedPipeline run_stages(const StageList& stages, K&&... arguments) {
    return run_pipeline(stages, Call<fn_pipeline, K...>(static_cast<K&&>(arguments)...).keywords());
}

} // namespace detail

/// Starts the commands at the same time, each with its stdout connected to the stdin of the next one by a pipe, sends
/// `input` to the first one, reads what is captured of the last one, and waits for the end of all. Takes all keywords
/// of run() except `pty`. Those about the ends (`stdin_`, `input`, `stdout_`) are for the first and the last command;
/// `stderr_` is shared by all of them, and STDOUT means the stdout of the last one; those about a program are for each
/// of them, unless it is a stage() that says otherwise; those about time and endings are for all together.
///
/// On a timeout, or any other exception, all commands are ended and reaped first, at the same time, so that it takes no
/// longer than for one; see run(). If one cannot be started, those that were started are killed and reaped, and the
/// exception names the stage.
/// \return the return codes and the captured output
/// \throws PipelineError with `check = true`, if a command has failed; ValueError for fewer than two stages, and for a
/// function that is not between two commands; what run() throws; TimeoutExpired and its like have the commands in one
/// line in `cmd`
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage& a, const Stage& b, K&&... arguments) {
    return detail::run_stages(detail::StageList({&a, &b}), static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage& a, const Stage& b, const Stage& c, K&&... arguments) {
    return detail::run_stages(detail::StageList({&a, &b, &c}), static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage& a, const Stage& b, const Stage& c, const Stage& d, K&&... arguments) {
    return detail::run_stages(detail::StageList({&a, &b, &c, &d}), static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage& a, const Stage& b, const Stage& c, const Stage& d, const Stage& e,
                               K&&... arguments) {
    return detail::run_stages(detail::StageList({&a, &b, &c, &d, &e}), static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage& a, const Stage& b, const Stage& c, const Stage& d, const Stage& e,
                               const Stage& f, K&&... arguments) {
    return detail::run_stages(detail::StageList({&a, &b, &c, &d, &e, &f}), static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage& a, const Stage& b, const Stage& c, const Stage& d, const Stage& e,
                               const Stage& f, const Stage& g, K&&... arguments) {
    return detail::run_stages(detail::StageList({&a, &b, &c, &d, &e, &f, &g}), static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage& a, const Stage& b, const Stage& c, const Stage& d, const Stage& e,
                               const Stage& f, const Stage& g, const Stage& h, K&&... arguments) {
    return detail::run_stages(detail::StageList({&a, &b, &c, &d, &e, &f, &g, &h}), static_cast<K&&>(arguments)...);
}

/// Takes the stages as a range of commands or of Stage: `run_pipeline(std::vector<Stage>{...}, check = true)`.
template <class R, class... K, class = std::enable_if_t<detail::is_range<R> && !detail::is_string_or_path<R>>,
          class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const R& stages, K&&... arguments) {
    using Element = detail::Bare<decltype(*std::begin(stages))>;
    detail::StageList list;
    if constexpr (detail::is_string_or_path<Element>)
        static_assert(detail::never<R>, "subprocess: this range of strings is one command; run_pipeline takes the "
                                        "commands one after the other, or a range of commands");
    else
        for (const auto& one : stages)
            list.add(one);
    return detail::run_stages(list, static_cast<K&&>(arguments)...);
}

/// \cond what does not compile
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
CompletedPipeline run_pipeline(const Stage&, K&&...) {
    static_assert(detail::never<K...>,
                  "subprocess: a pipeline has at least two stages, run_pipeline({\"a\"}, {\"b\"}); "
                  "a list of them is a range, std::vector<Stage>");
    return {};
}
template <class... More>
CompletedPipeline run_pipeline(const Stage&, const Stage&, const Stage&, const Stage&, const Stage&, const Stage&,
                               const Stage&, const Stage&, const Stage&, More&&...) {
    static_assert(detail::never<More...>, "subprocess: run_pipeline takes two to eight stages one after the other; "
                                          "give it more as a range, std::vector<Stage>");
    return {};
}
/// \endcond

} // namespace v1
} // namespace subprocess
