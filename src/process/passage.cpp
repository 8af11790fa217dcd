#include "passage.hpp"

#include "limited_flow.hpp"
#include "stage_node.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

void Passage::add_flows(std::vector<os::Flow>& flows, Activity* activity) {
    m_activity = activity;
    flows.emplace_back(m_from, m_entry);
    flows.emplace_back(m_to, m_exit);
}

/// \return whether the functions want more
bool Passage::give(std::string_view bytes) {
    try {
        return pass(0, bytes, m_out);
    } catch (...) {
        m_has_failed = true;
        m_out.clear(); // half of it is not to be read
        throw;
    }
}

/// Gives bytes, or the end, to a function, and what it puts out to those after it. One that wants no more is the end
/// for them.
bool Passage::pass(std::size_t first, std::string_view bytes, std::string& out) {
    const StageNode& function = *m_functions[first];
    if (first + 1 == m_functions.size())
        return function.pass(bytes, out);
    std::string between;
    const bool wants_more = function.pass(bytes, between);
    if (!between.empty() && !pass(first + 1, between, out))
        return false;
    if (bytes.empty() || !wants_more)
        pass(first + 1, {}, out);
    return wants_more;
}

os::Room Passage::Entry::room() {
    if (!m_passage.m_memory)
        m_passage.m_memory.reset(new char[os::pipe_capacity]); // not make_unique(), which would fill it
    return {m_passage.m_memory.get(), os::pipe_capacity};
}

os::Verdict Passage::Entry::filled(std::size_t count) {
    if (count == 0 || m_passage.m_has_failed)
        return os::Verdict::go_on;
    if (m_passage.m_activity != nullptr)
        m_passage.m_activity->note();
    m_passage.m_has_ended = !m_passage.give({m_passage.m_memory.get(), count});
    return m_passage.m_has_ended ? os::Verdict::stop : os::Verdict::go_on;
}

os::Wish Passage::Entry::wish() {
    if (m_passage.m_has_failed)
        return os::Wish::now;
    if (m_passage.m_has_ended || !m_passage.m_to.valid())
        return os::Wish::never;
    return m_passage.rest().empty() ? os::Wish::now : os::Wish::later;
}

void Passage::Entry::ended() {
    if (m_passage.m_has_failed)
        return;
    m_passage.give({});
    m_passage.m_has_ended = true;
}

void Passage::Exit::taken(std::size_t count) {
    m_passage.m_taken += count;
    if (m_passage.rest().empty()) {
        m_passage.m_out.clear();
        m_passage.m_taken = 0;
    }
    if (count > 0 && m_passage.m_activity != nullptr)
        m_passage.m_activity->note();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
