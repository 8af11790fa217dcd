#include "stage_start.hpp"

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/options.hpp>
#include <subprocess/owned.hpp>

#include "child_start.hpp"
#include "os/start.hpp"
#include "stage_node.hpp"

#include <iterator>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

Redirection::Kind checked_stderr(const StageNode& node) {
    const Redirection::Kind kind = node.options.stderr_.kind;
    if (kind == Redirection::Kind::pipe)
        throw ValueError(
            "the stderr_ of a stage cannot be a PIPE: nothing would return what it holds; leave it out, or "
            "give it a sink");
    return kind;
}

} // namespace

/// Of the last two slots the last one counts. STDOUT is left to connect(): only there the stdout is known.
StageStart::Settings::Settings(const StageNode& node, const Keywords& all)
    : own_err(checked_stderr(node)), hidden_err{kw::stderr_::id, &err}, own{options_id, &node.options},
      slots{{kw::stdin_::id, &in},
            {kw::stdout_::id, &out},
            {kw::max_output::id, &no_limit},
            own_err == Redirection::Kind::to_stdout ? own : hidden_err,
            own_err == Redirection::Kind::to_stdout ? hidden_err : own},
      keywords(slots, std::size(slots), &all) {}

StageStart::StageStart(const StageNode& node, const Keywords& all)
    : m_settings(node, all), m_child(node.command, m_settings.keywords) {
    m_child.request.is_handed_out = false;
}

void StageStart::connect(const Connection& in, const Connection& out, const Connection& err) {
    set(Stdio::in, in);
    set(Stdio::out, out);
    if (m_settings.own_err == Redirection::Kind::to_stdout)
        set(Stdio::err, out);
    else if (m_settings.own_err == Redirection::Kind::inherit)
        set(Stdio::err, err);
}

void StageStart::set(Stdio stream, const Connection& connection) {
    m_child.request.stdio[stream] = connection.handle;
    m_child.request.is_callers[stream] = connection.is_callers;
    m_child.request.is_closed[stream] = connection.is_closed;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
