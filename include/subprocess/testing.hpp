/// \file
/// FakeProcesses: what stands in for the system while a test runs. Not part of subprocess.hpp; link
/// `subprocess::testing`.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/fake_rule.hpp>
#include <subprocess/shape.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class Fakes;
class Recorder;
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
    /// \throws ValueError if there is one already, or a Recording
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

    /// Adds a rule for each command of a file that a Recording has written. A command that is there several times gives
    /// its answers in that order, the last one again and again. A recorded input is expected.
    /// \throws OSError if the file cannot be read, ValueError that names the line that is not understood
    template <class T> void replay(const T& path) { replay_file(detail::view_of_any(path).str()); }

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
    void replay_file(const std::string& path);

    std::unique_ptr<detail::Fakes> m_fakes;
};

/// While it lives, all calls of this library start their processes as usual, and a file says what these have done:
/// FakeProcesses::replay() takes it. It is a text that can be read and edited; docs/testing.md describes it.
///
/// The streams that a call gives to its child are recorded: pipes, files, DEVNULL. Those that the child inherits, a
/// terminal, and a stdin of the caller's are not, and neither is the environment. There can be either one Recording or
/// one FakeProcesses at a time.
class Recording {
public:
    /// Takes the path of the file, which it creates or empties.
    /// \throws OSError if the file cannot be written, ValueError if there is another one
    template <class T> explicit Recording(const T& path) : Recording(File{detail::view_of_any(path).str()}) {}
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    /// Saves, and ignores errors.
    ~Recording();

    /// Writes the file, with what is known so far. \throws OSError
    void save() const;

private:
    struct File {
        std::string name;
    };

    explicit Recording(File file);

    const std::string m_path;
    std::unique_ptr<detail::Recorder> m_recorder;
};

} // namespace v1
} // namespace subprocess
