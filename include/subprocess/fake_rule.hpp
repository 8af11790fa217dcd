/// \file
/// FakeRule: what a command does while a FakeProcesses lives. Part of testing.hpp.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/command.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/subprocess_error.hpp>

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__GNUC__) // else a program built with -fvisibility=hidden might not catch what a shared library throws
#pragma GCC visibility push(default)
#endif

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// A test meets what it has not provided for: a command without a rule, an input that was not expected, or a wait that
/// would never end. It is no SubprocessError and no OSError, so that code under test does not take it for a failure.
class FakeError : public std::logic_error, public Error {
public:
    using std::logic_error::logic_error;

    const char* what() const noexcept override { return std::logic_error::what(); }
};

} // namespace v1
} // namespace subprocess

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class FakeChild;
class Fakes;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

/// \name Wildcards in the words of a rule
/// \{
/// `any_word` stands for one word, `any_words` for the rest of the words, if there are any.
enum class AnyWord { one, rest };
inline constexpr AnyWord any_word = AnyWord::one;
inline constexpr AnyWord any_words = AnyWord::rest;
/// \}

/// A command that was started while a FakeProcesses lived, as its call has given it.
struct FakeCall {
    /// The list of words, or the one string, of the call.
    Command command;
    /// True if it was to be run by a shell.
    bool shell = false;
    /// The working directory, if one was given. Nobody has looked whether it exists.
    std::optional<std::string> cwd;
    /// The whole environment as `NAME=VALUE`, if `env` was given.
    std::optional<std::vector<std::string>> env;
    /// What the fake has received from its stdin so far: a pipe's whole content, also if it did not ask for it. Of a
    /// file or descriptor of the caller's only what the rule asks for.
    std::string input;
    /// The signals that it got, also those that the library has sent.
    std::vector<int> signal_numbers;
    /// How it has ended; none while it runs, and if it has not started.
    std::optional<int> returncode;
};

/// One word of a rule: any string, or a wildcard.
class FakeWord {
public:
    /// Accepts strings, any_word and any_words.
    FakeWord(const char* word) : m_word(word) {}
    FakeWord(std::string word) : m_word(std::move(word)) {}
    FakeWord(AnyWord wildcard) : m_wildcard(wildcard) {}

    /// \name Access
    /// \{
    /// `matches()` compares with a word of a command; `str()` is Python's repr, or the name of the wildcard.
    /// \throws nothing but std::bad_alloc
    bool matches(const std::string& word) const { return m_wildcard.has_value() || word == m_word; }
    bool is_rest() const noexcept { return m_wildcard == AnyWord::rest; }
    std::string str() const;
    /// \}

private:
    std::string m_word;
    std::optional<AnyWord> m_wildcard;
};

/// Which commands a rule answers.
class FakePattern {
public:
    /// \throws ValueError if words follow any_words
    FakePattern(std::initializer_list<FakeWord> words);
    /// Accepts what FakeProcesses::on() accepts.
    template <class T> explicit FakePattern(const T& command) {
        if constexpr (std::is_invocable_r_v<bool, const T&, const FakeCall&>)
            m_predicate = command;
        else if constexpr (detail::is_string_or_path<T> || detail::is_range<T>)
            set(Command(Args(command)));
        else
            static_assert(detail::never<T>, "subprocess: on() takes a command, or a function that gets a FakeCall and "
                                            "returns a bool");
    }

    /// Whether the rule answers this call. \throws what the function of the rule throws
    bool matches(const FakeCall& call) const;
    /// For messages: Python's repr of the command. \throws nothing but std::bad_alloc
    std::string str() const;

private:
    void set(const Command& command);

    std::vector<FakeWord> m_words;
    bool m_is_string = false;
    std::function<bool(const FakeCall&)> m_predicate;
};

namespace detail {

/// What one start of a fake does.
struct FakeAnswer {
    std::string out, err;
    int returncode = 0;
    int signal = 0;      ///< that ends it; 0: none
    int start_error = 0; ///< an errno value; 0: it starts
    bool hangs = false;
    std::vector<int> ignored;
    std::optional<std::string> expected_input;
    std::function<std::string(std::string_view)> respond, respond_to_line;
};

} // namespace detail

/// What the fake of a command does. All functions return the rule, so that they can be put in a row.
class FakeRule {
public:
    /// \cond made by FakeProcesses::on()
    explicit FakeRule(FakePattern pattern) : m_pattern(std::move(pattern)), m_answers(1) {}
    FakeRule(const FakeRule&) = delete;
    FakeRule& operator=(const FakeRule&) = delete;
    ~FakeRule() = default;
    /// \endcond

    /// \name Output
    /// \{
    /// What the fake writes to its stdout and its stderr, wherever they go. A second call adds to the first.
    /// \throws nothing but std::bad_alloc
    FakeRule& prints(std::string_view text);
    FakeRule& prints_error(std::string_view text);
    /// \}

    /// \name Input
    /// \{
    /// The fake reads its stdin to the end. `answers` calls the function with it, perhaps in another thread, and writes
    /// what that returns after what prints() says; what the function throws leaves the call that waits for the fake.
    /// `answers_lines` calls it for each line, with its end, as soon as that has come.
    /// `expects_input` makes that call throw FakeError if the input is another one.
    FakeRule& answers(std::function<std::string(std::string_view input)> function);
    FakeRule& answers_lines(std::function<std::string(std::string_view line)> function);
    FakeRule& expects_input(std::string_view text);
    /// \}

    /// \name Its end
    /// \{
    /// `returns` sets the exit code; `killed_by` the signal that ends it (its returncode is then what the system would
    /// say); `fails_to_start` the errno value of a failed start, such as ENOENT, for which the exception of that error
    /// is thrown.
    /// \throws ValueError for an errno value that is not positive
    FakeRule& returns(int code);
    FakeRule& killed_by(int signal);
    FakeRule& fails_to_start(int errno_value);
    /// \}

    /// The fake writes what it prints, closes its outputs, and never ends by itself. Limits of time pass at once; a
    /// wait without any limit throws FakeError. Signals end it.
    FakeRule& hangs();

    /// A signal that does not end the fake. \throws ValueError for SIGKILL
    FakeRule& ignores(int signal);

    /// What follows is the answer to the next such command. The last answer is given again and again.
    /// \throws nothing but std::bad_alloc
    FakeRule& then();

    /// \name How often
    /// \{
    /// How many commands the rule may answer; `once()` is `times(1)`. Those that come later need another rule.
    /// \throws nothing
    FakeRule& times(std::size_t count);
    FakeRule& once() { return times(1); }
    /// \}

private:
    friend class detail::Fakes;

    detail::FakeAnswer& last() { return m_answers.back(); }

    FakePattern m_pattern;
    std::vector<detail::FakeAnswer> m_answers;
    std::size_t m_uses = 0;
    std::optional<std::size_t> m_limit;
};

} // namespace v1
} // namespace subprocess
