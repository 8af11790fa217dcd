// The rules of a FakeProcesses, and the children that they have made.
#pragma once

#include "fake_child.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "process/start_process.hpp"
#include "recording_text.hpp"

#include <subprocess/fake_rule.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Fakes final : public StandIn {
public:
    std::unique_ptr<os::Process> start(const os::Start& start) override;

    FakeRule& add(FakePattern pattern);
    void add_recording(const std::vector<RecordedRun>& runs);
    void keep_order();
    std::vector<FakeCall> calls() const;
    std::vector<std::string> unused() const;
    std::vector<std::string> unexpected() const;
    void kill_all() noexcept;

private:
    struct Added {
        std::shared_ptr<FakeChild> child;
        FakeAnswer answer;
        int number;
    };

    static bool may_answer(const FakeRule& rule, const FakeCall& call);
    FakeAnswer take_answer(const FakeCall& call);
    FakeRule* find(const FakeCall& call);
    FakeRule* find_in_order(const FakeCall& call);
    FakeRule* find_last(const FakeCall& call);
    [[noreturn]] void complain(const FakeCall& call);
    const FakeRule* nearest(const FakeCall& call) const;
    Added add_child(FakeCall call);

    mutable std::mutex m_mutex; ///< guards all of them
    std::deque<FakeRule> m_rules;
    std::vector<std::shared_ptr<FakeChild>> m_children;
    std::vector<std::string> m_unexpected;
    bool m_is_in_order = false;
    std::size_t m_position = 0; ///< of the rule that was used last, if the order is kept
};

} // namespace detail
} // namespace v1
} // namespace subprocess
