#include "stream_settings.hpp"

#include <subprocess/hooks.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/pty.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/values.hpp>

#include "codecs/codec.hpp"
#include "keyword_values.hpp"
#include "os/stdio.hpp"
#include "python/hooks.hpp"
#include "terminal.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

template <class K> Output name_of(const Keywords& keywords) {
    std::optional<std::string> name = string_of<K>(keywords);
    return name ? Output(std::move(*name)) : Output();
}

bool wants_text(const Keywords& keywords) {
    const arg::Flag* modern = keywords.find<kw::text>();
    const arg::Flag* older = keywords.find<kw::universal_newlines>();
    if (modern != nullptr && older != nullptr && modern->given() && older->given() && *modern != *older)
        throw SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but different. "
                              "Pass one or the other.");
    return (modern != nullptr && *modern) || (older != nullptr && *older);
}

bool is_named(const Output& name) {
    return name.has_value() && !name.empty();
}

/// What moves between us and the child, whatever is at our end, moves through the terminal. It shows both outputs as
/// one stream: stderr has one of its own only if it was given.
void place_terminal(Redirections& redirections, const Pty& terminal) {
    using Kind = Redirection::Kind;
    const auto place = [&](Stdio stream) {
        Redirection& redirection = redirections[stream];
        if (redirection.kind == Kind::inherit)
            redirection.kind = Kind::pipe;
        else if (redirection.kind != Kind::served)
            return false;
        redirection.is_raw = terminal.raw;
        return redirection.is_terminal = true;
    };
    place(Stdio::in);
    const bool shows_stdout = place(Stdio::out);
    if (redirections[Stdio::err].given())
        return;
    if (shows_stdout)
        redirections[Stdio::err].kind = Kind::to_stdout;
    else
        place(Stdio::err);
}

bool has_pipe(const Redirections& redirections) {
    for (const Redirection& redirection : redirections)
        if (redirection.kind == Redirection::Kind::pipe)
            return true;
    return false;
}

} // namespace

Redirections redirections_of(const Keywords& keywords) {
    Redirections result{{keywords.get<kw::stdin_>(), keywords.get<kw::stdout_>(), keywords.get<kw::stderr_>()}};
    if (const Pty* const terminal = terminal_of(keywords); terminal != nullptr)
        place_terminal(result, *terminal);
    return result;
}

std::optional<int> pipe_size_of(const Keywords& keywords) {
    return natural_number<kw::pipesize>(keywords);
}

StreamSettings stream_settings_of(const Keywords& keywords, const Output& codec, const Output& handler) {
    constexpr std::size_t standard_size = 8192; // Python's
    StreamSettings settings;
    settings.text = wants_text(keywords) || is_named(codec) || is_named(handler);
    if (codec != None)
        settings.encoding = *codec;
    if (handler != None)
        settings.errors = *handler;
    if (settings.text)
        codecs::open_codec(settings.encoding); // throws if there is no such encoding
    const int size = natural_number<kw::bufsize>(keywords).value_or(-1);
    settings.by_line = size == 1 && settings.text;
    settings.buffer_size = size < 0 || size == 1 ? standard_size : static_cast<std::size_t>(size);
    if (size == 1 && !settings.text && has_pipe(redirections_of(keywords)))
        warn(Warning::runtime, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size "
                               "will be used");
    return settings;
}

Output encoding_of(const Keywords& keywords) {
    return name_of<kw::encoding>(keywords);
}

Output errors_of(const Keywords& keywords) {
    return name_of<kw::errors>(keywords);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
