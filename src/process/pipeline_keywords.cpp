#include "pipeline_keywords.hpp"

#include <subprocess/keywords.hpp>
#include <subprocess/shared.hpp>
#include <subprocess/sinks.hpp>
#include <subprocess/sources.hpp>

#include "call/check_arguments.hpp"

#include <iterator>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Gives the whole input as one piece.
struct OnePiece {
    std::string_view next() { return std::exchange(piece, {}); }

    std::string_view piece;
};

Node* make_input(const void* object, Lives) {
    return source_node_of<OnePiece>(static_cast<const arg::Bytes*>(object)->view());
}

Node* make_capture(const void*, Lives) {
    return capture_node();
}

template <class Redirect>
Redirect served_if(bool is_pipe, Redirect stream, Node* (*make)(const void*, Lives), const void* object) {
    if (is_pipe || stream.kind == Redirection::Kind::pipe) {
        stream.kind = Redirection::Kind::served;
        stream.make = make;
        stream.object = object;
    }
    return stream;
}

const Keywords& without_conflicts(const Keywords& given) {
    refuse_conflicts(given);
    return given;
}

} // namespace

PipelineKeywords::PipelineKeywords(const Keywords& given)
    : m_input(without_conflicts(given).get<kw::input>()),
      m_in(served_if(given.given<kw::input>(), given.get<kw::stdin_>(), make_input, &m_input)),
      m_out(served_if(given.get<kw::capture_output>(), given.get<kw::stdout_>(), make_capture, nullptr)),
      m_err(served_if(given.get<kw::capture_output>(), given.get<kw::stderr_>(), make_capture, nullptr)),
      m_slots{{kw::stdin_::id, &m_in}, {kw::stdout_::id, &m_out}, {kw::stderr_::id, &m_err}},
      m_all(m_slots, std::size(m_slots), &given) {}

} // namespace detail
} // namespace v1
} // namespace subprocess
