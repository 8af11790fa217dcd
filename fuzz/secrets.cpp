// Puts secrets at random places of commands and environments, makes each kind of failure, and looks for the secrets in
// everything that the library says.
#include "subject.hpp"

#include <subprocess.hpp>

#include <filesystem>
#include <functional>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace sp = subprocess;

namespace {

/// A random text that occurs nowhere by chance, and the secret around it.
struct Hidden {
    std::string core, text;
};

/// One call, and what it must not say.
class Scenario {
public:
    Scenario(const std::uint8_t* data, std::size_t size) : m_choices(data, size), m_number(hash(data, size)) {}

    void run() {
        sp::set_audit_hook(&Scenario::on_audit, this);
        sp::set_warning_handler(&Scenario::on_warning, this);
        try {
            make_call();
        } catch (const sp::Error& error) {
            check_error(error);
        } catch (const std::exception& error) {
            require_hidden("an exception", error.what());
        }
        sp::set_audit_hook(nullptr, nullptr);
        sp::set_warning_handler(nullptr, nullptr);
    }

private:
    static std::uint64_t hash(const std::uint8_t* data, std::size_t size) {
        std::uint64_t value = 14695981039346656037u;
        for (std::size_t i = 0; i < size; ++i)
            value = (value ^ data[i]) * 1099511628211u;
        return value;
    }

    // Random parts of a call ------------------------------------------------------------------------------------------

    sp::Secret secret() {
        static const char* const decorations[] = {"",   " ",        "'",        "\"",   "\\", "%",
                                                  "\n", "\x1b[31m", "\xC3\xA4", "\xFF", "$(", "***"};
        const auto decoration = [&] { return decorations[m_choices.choice(std::size(decorations))]; };
        std::string core;
        for (int i = 0; i < 12; ++i)
            core += "abcdefghijkmnpqrstuvwxyz23456789"[(m_number =
                                                            m_number * 6364136223846793005u + 1442695040888963407u) >>
                                                       59];
        m_hidden.push_back({core, decoration() + core + decoration()});
        const sp::Secret hidden = sp::secret(m_hidden.back().text);
        switch (m_choices.choice(4)) {
        case 1:
            return "--password=" + hidden;
        case 2:
            return hidden + "@host";
        case 3:
            return std::string("\x1b") + hidden + " ";
        default:
            return hidden;
        }
    }

    /// A command whose child says its secrets on stderr, and then ends in some way.
    sp::Command command() {
        static const char* const endings[][2] = {{"exit", "0"}, {"exit", "3"}, {"until", "0"}, {"no such part", ""}};
        const auto& ending = endings[m_choices.choice(std::size(endings))];
        const sp::Secret one = secret(), two = secret();
        switch (m_choices.choice(7)) {
        case 0:
            return {FUZZ_CHILD, "to", "2", one, "to", "1", two, ending[0], ending[1]};
        case 1:
            return {"/nonexistent/" + one, two};
        case 2:
            return {one, two};
        case 3:
            return sp::Args("exit 3; " + one);
        case 4: {
            const std::vector<sp::arg::Word> words = {FUZZ_CHILD, "to", "2", one, ending[0], ending[1], two};
            return sp::Args(words);
        }
        case 5:
            return {FUZZ_CHILD, "to", "2", one + std::string("\0", m_choices.choice(2)), ending[0], ending[1]};
        default:
            return {FUZZ_CHILD, "env", "to", "2", one, "exit", "1"};
        }
    }

    sp::Options options() {
        sp::Options chosen;
        const sp::Secret one = secret(), two = secret();
        static const char* const names[] = {"TOKEN", "", "A=B", "PATH"};
        const char* const name = names[m_choices.choice(std::size(names)) * m_choices.choice(2)];
        if (m_choices.choice(2) == 1)
            chosen.env = {sp::os_environ, {"ONE", one}, {name, two}};
        if (m_choices.choice(8) == 1)
            chosen.cwd = "/nonexistent";
        if (m_choices.choice(8) == 1)
            chosen.encoding = m_choices.choice(2) == 1 ? "utf-8" : "no such";
        if (m_choices.choice(8) == 1)
            chosen.pass_fds = {m_choices.choice(2) == 1 ? 999 : -1};
        chosen.shell = m_is_shell = m_choices.choice(4) == 1;
        chosen.tree = m_choices.choice(8) == 1;
        return chosen;
    }

    // The calls -------------------------------------------------------------------------------------------------------

    void make_call() {
        static constexpr void (Scenario::*calls[])() = {&Scenario::call_run,      &Scenario::call_limited,
                                                        &Scenario::call_pipeline, &Scenario::call_all,
                                                        &Scenario::call_popen,    &Scenario::call_words};
        (this->*calls[m_choices.choice(std::size(calls))])();
    }

    void call_run() {
        const sp::Command what = command();
        check_command(what);
        const sp::Options all = options();
        switch (m_choices.choice(3)) {
        case 0:
            sp::check_call(what, all, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::DEVNULL);
            break;
        case 1:
            (void)sp::check_output(what, all, sp::stdin_ = sp::DEVNULL, sp::stderr_ = sp::STDOUT);
            break;
        default:
            check_result(sp::run(what, all, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::PIPE, sp::stderr_ = sp::PIPE));
        }
    }

    void call_limited() {
        const sp::Command what = command();
        const sp::Options all = options();
        auto [held, gate] = sp::pipe();
        sp::Cancellation cancelled;
        switch (m_choices.choice(4)) {
        case 0:
            sp::run(what, all, sp::stdin_ = held, sp::capture_output = true, sp::timeout = 0.002);
            break;
        case 1:
            sp::run(what, all, sp::stdin_ = held, sp::capture_output = true, sp::idle_timeout = 0.002, sp::timeout = 1);
            break;
        case 2:
            cancelled.cancel();
            sp::run(what, all, sp::stdin_ = held, sp::capture_output = true, sp::cancel = cancelled);
            break;
        default:
            sp::run(what, all, sp::stdin_ = sp::DEVNULL, sp::capture_output = true,
                    sp::max_output = m_choices.choice(40));
        }
    }

    void call_pipeline() {
        const sp::Command first = command(), second = command();
        const sp::Options of_stage = options();
        const sp::Stage begin = m_choices.choice(2) == 1 ? sp::stage(first, of_stage) : sp::Stage(first);
        auto [held, gate] = sp::pipe();
        switch (m_choices.choice(3)) {
        case 0:
            sp::run_pipeline(begin, second, sp::stdin_ = held, sp::capture_output = true, sp::timeout = 0.003);
            break;
        case 1:
            sp::run_pipeline(begin, second, sp::stdin_ = sp::DEVNULL, sp::capture_output = true,
                             sp::max_output = m_choices.choice(40));
            break;
        default:
            check_pipeline(sp::run_pipeline(begin, second, sp::stdin_ = sp::DEVNULL, sp::capture_output = true));
        }
    }

    void call_all() {
        const std::vector<sp::Command> commands = {command(), command()};
        const sp::Options all = options();
        const bool keeps_going = m_choices.choice(2) == 1;
        const auto results = sp::run_all(commands, all, sp::stdin_ = sp::DEVNULL, sp::capture_output = true,
                                         sp::check = true, sp::keep_going = keeps_going);
        for (const auto& result : results)
            if (!result) {
                require_hidden("what() of a Failure", result.error().what());
                require_hidden_in_description(result.error().describe());
            }
    }

    void call_popen() {
        const sp::Command what = command();
        const sp::Options all = options();
        sp::Popen process(what, all, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::PIPE);
        check_command(process.args);
        require_hidden("a Popen", printed(process));
        if (m_choices.choice(4) == 1)
            process.detach();
        else
            process.communicate();
        sp::run(process.args);
    }

    void call_words() {
        const sp::Command what = command();
        require_hidden("list2cmdline", sp::list2cmdline(what));
    }

    // What it says ----------------------------------------------------------------------------------------------------

    template <class T> static std::string printed(const T& object) {
        std::ostringstream stream;
        stream << object;
        return stream.str();
    }

    void require_hidden(const char* where, const std::string& text) const {
        for (const Hidden& hidden : m_hidden)
            if (text.find(hidden.core) != text.npos)
                fuzz::fail(where, "no " + hidden.core, text);
    }

    /// A shell may say a part of a secret, which nobody can recognise.
    void require_hidden_in_description(const std::string& text) const {
        require_hidden("describe()", m_is_shell ? text.substr(0, text.find("\n  stderr")) : text);
    }

    void check_command(const sp::Command& command) const {
        require_hidden("repr() of a command", command.repr());
        require_hidden("str() of a command", command.str());
        for (const std::string& word : command)
            require_hidden("a word", word);
    }

    void check_result(const sp::CompletedProcess& result) const {
        check_command(result.args);
        require_hidden_in_description(result.describe());
        result.check_returncode();
    }

    void check_pipeline(const sp::CompletedPipeline& result) const {
        for (const sp::Command& command : result.commands)
            check_command(command);
        require_hidden_in_description(result.describe());
        result.check_returncodes();
    }

    template <class E> void check_child_error(const E& error) const {
        require_hidden("operator<<", printed(error));
        if constexpr (std::is_same_v<E, sp::PipelineError>) {
            for (const sp::Command& command : error.commands)
                check_command(command);
        } else {
            check_command(error.cmd);
        }
    }

    void check_error(const sp::Error& error) const {
        require_hidden("what()", error.what());
        const std::string description = error.describe();
        require_hidden_in_description(description);
        for (const char c : description)
            if (c != '\n' && c != '\t' && static_cast<unsigned char>(c) < ' ')
                fuzz::fail("describe()", "no control characters", description);
        if (const auto* failed = dynamic_cast<const sp::CalledProcessError*>(&error))
            check_child_error(*failed);
        if (const auto* late = dynamic_cast<const sp::TimeoutExpired*>(&error))
            check_child_error(*late);
        if (const auto* limited = dynamic_cast<const sp::OutputLimitExceeded*>(&error))
            check_child_error(*limited);
        if (const auto* cancelled = dynamic_cast<const sp::Cancelled*>(&error))
            check_child_error(*cancelled);
        if (const auto* pipeline = dynamic_cast<const sp::PipelineError*>(&error))
            check_child_error(*pipeline);
        if (const auto* refused = dynamic_cast<const sp::OSError*>(&error))
            require_hidden("a file name", refused->filename + printed(*refused));
    }

    static void on_audit(const sp::AuditEvent& event, void* context) {
        const Scenario& self = *static_cast<const Scenario*>(context);
        self.require_hidden("the program of an event", std::string(event.executable));
        self.check_command(event.args);
        if (event.env != nullptr)
            for (const std::string& variable : *event.env)
                self.require_hidden("a variable of an event", variable);
    }

    static void on_warning(sp::Warning, std::string_view text, void* context) {
        static_cast<const Scenario*>(context)->require_hidden("a warning", std::string(text));
    }

    fuzz::Subject m_choices;
    bool m_is_shell = false;
    std::uint64_t m_number;
    std::vector<Hidden> m_hidden;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Scenario(data, size).run();
    return 0;
}
