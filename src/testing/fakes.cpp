#include "fakes.hpp"

#include <subprocess/command.hpp>

#include "fake_call.hpp"
#include "fake_child.hpp"
#include "fake_process.hpp"
#include "python/raise.hpp"
#include "recording_text.hpp"
#include "text_distance.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

FakeAnswer answer_of(const RecordedRun& run) {
    FakeAnswer answer;
    answer.out = run.out;
    answer.err = run.err;
    answer.returncode = run.returncode;
    answer.signal = run.signal;
    answer.start_error = run.start_error;
    answer.hangs = run.hangs;
    if (!run.input.empty() && !run.hangs)
        answer.expected_input = run.input;
    return answer;
}

} // namespace

// The rules -----------------------------------------------------------------------------------------------------------

FakeRule& Fakes::add(FakePattern pattern) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_rules.emplace_back(std::move(pattern));
}

void Fakes::add_recording(const std::vector<RecordedRun>& runs) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    std::map<std::pair<bool, std::vector<std::string>>, FakeRule*> rules;
    for (const RecordedRun& run : runs) {
        FakeRule*& rule = rules[{run.command.is_string(), run.command.list()}];
        if (rule == nullptr)
            rule = &m_rules.emplace_back(FakePattern(run.command));
        else
            rule->then();
        rule->last() = answer_of(run);
    }
}

void Fakes::keep_order() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_is_in_order = true;
}

bool Fakes::may_answer(const FakeRule& rule, const FakeCall& call) {
    return (!rule.m_limit || rule.m_uses < *rule.m_limit) && rule.m_pattern.matches(call);
}

/// \return null if there is none
FakeRule* Fakes::find(const FakeCall& call) {
    return m_is_in_order ? find_in_order(call) : find_last(call);
}

FakeRule* Fakes::find_last(const FakeCall& call) {
    const auto found =
        std::find_if(m_rules.rbegin(), m_rules.rend(), [&](const FakeRule& rule) { return may_answer(rule, call); });
    return found != m_rules.rend() ? &*found : nullptr;
}

FakeRule* Fakes::find_in_order(const FakeCall& call) {
    for (std::size_t i = m_position; i < m_rules.size(); ++i) {
        if (may_answer(m_rules[i], call)) {
            m_position = i;
            return &m_rules[i];
        }
        if (m_rules[i].m_uses == 0)
            break;
    }
    return nullptr;
}

FakeAnswer Fakes::take_answer(const FakeCall& call) {
    FakeRule* const rule = find(call);
    if (rule == nullptr)
        complain(call);
    const std::size_t turn = std::min(rule->m_uses++, rule->m_answers.size() - 1);
    return rule->m_answers[turn];
}

void Fakes::complain(const FakeCall& call) {
    std::string text = "no rule for " + call.command.repr();
    if (m_is_in_order && m_position < m_rules.size())
        text += "; the order is kept, and the last one was " + m_rules[m_position].m_pattern.str();
    else if (const FakeRule* const rule = nearest(call))
        text += "; the nearest is " + rule->m_pattern.str();
    m_unexpected.push_back(text);
    throw FakeError("FakeProcesses: " + text);
}

const FakeRule* Fakes::nearest(const FakeCall& call) const {
    const std::string text = call.command.repr();
    const auto is_nearer = [&](const FakeRule& a, const FakeRule& b) {
        return distance(a.m_pattern.str(), text) < distance(b.m_pattern.str(), text);
    };
    const auto found = std::min_element(m_rules.begin(), m_rules.end(), is_nearer);
    return found != m_rules.end() ? &*found : nullptr;
}

// The children --------------------------------------------------------------------------------------------------------

std::unique_ptr<os::Process> Fakes::start(const os::Start& start) {
    const auto [child, answer, number] = add_child(call_of(start));
    if (answer.start_error != 0)
        throw_os_error({answer.start_error, std::generic_category()}, os::shown_program_of(start));
    auto process = std::make_unique<FakeProcess>(number, child);
    child->start(start);
    return process;
}

Fakes::Added Fakes::add_child(FakeCall call) {
    constexpr int beyond_every_process = 1'000'000'000;
    const std::lock_guard<std::mutex> lock(m_mutex);
    FakeAnswer answer = take_answer(call);
    m_children.push_back(std::make_shared<FakeChild>(std::move(call), answer));
    return {m_children.back(), std::move(answer), beyond_every_process + static_cast<int>(m_children.size())};
}

void Fakes::kill_all() noexcept {
    const std::lock_guard<std::mutex> lock(m_mutex);
    for (const auto& child : m_children)
        child->kill();
}

// What the test asks --------------------------------------------------------------------------------------------------

std::vector<FakeCall> Fakes::calls() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    std::vector<FakeCall> all;
    for (const auto& child : m_children)
        all.push_back(child->call());
    return all;
}

std::vector<std::string> Fakes::unused() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    std::vector<std::string> all;
    for (const FakeRule& rule : m_rules)
        if (rule.m_uses == 0)
            all.push_back(rule.m_pattern.str());
    return all;
}

std::vector<std::string> Fakes::unexpected() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    std::vector<std::string> all = m_unexpected;
    for (const auto& child : m_children)
        if (std::string text = child->complaint(); !text.empty())
            all.push_back(std::move(text));
    return all;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
