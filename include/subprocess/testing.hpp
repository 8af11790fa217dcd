/// \file
/// FakeProcesses: what stands in for the system while a test runs. Not part of subprocess.hpp; link
/// `subprocess::testing`.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/command.hpp>
#include <subprocess/fake_rule.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class Fakes;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

/// While it lives, no call of this library starts a process: all commands get the answers that rules give. It holds
/// for the whole process, and there can be only one at a time.
///
/// It is strict: a command without a rule throws FakeError, which names the nearest rule. If several rules match, the
/// last one counts, so that a test can refine what was set up for all.
class FakeProcesses {
public:
    /// \throws ValueError if there is one already
    FakeProcesses();
    FakeProcesses(const FakeProcesses&) = delete;
    FakeProcesses& operator=(const FakeProcesses&) = delete;
    /// From then on the system starts processes again. Fakes that still run have ended.
    ~FakeProcesses();

    /// \name Rules
    /// \{
    /// The answer to a command: words in braces, among them any_word and any_words; a list of words; one string, for
    /// commands that are one string; a Command; or a function that gets the FakeCall and says whether it matches.
    /// Without more, the fake prints nothing and returns 0. The rule stays where it is.
    FakeRule& on(std::initializer_list<FakeWord> words) { return add(FakePattern(words)); }
    template <class T> FakeRule& on(const T& command) { return add(FakePattern(command)); }
    /// \}

    /// From now on the rules have to be used one after the other, as they were added; each at least once.
    void in_order();

    /// What was started so far, in this order, and what it has received until now.
    std::vector<FakeCall> calls() const;

    /// The rules that no command has used, as text.
    std::vector<std::string> unused() const;

    /// What the test has not provided for, as text, also where the exception was swallowed: commands without a rule,
    /// and inputs that were not as expected.
    std::vector<std::string> unexpected() const;

private:
    FakeRule& add(FakePattern pattern);

    std::unique_ptr<detail::Fakes> m_fakes;
};

} // namespace v1
} // namespace subprocess
