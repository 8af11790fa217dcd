// Puts secrets at random places of commands and environments, makes each kind of failure, and looks for the secrets in
// everything that the library says.
#include "said.hpp"
#include "subject.hpp"

#include <subprocess.hpp>

#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace sp = subprocess;

namespace {

/// One call, and what it must not say.
class Scenario {
public:
    Scenario(const std::uint8_t* data, std::size_t size) : m_choices(data, size), m_number(hash(data, size)) {}

    void run() {
        sp::set_audit_hook(&fuzz::Said::on_audit, &m_said);
        sp::set_warning_handler(&fuzz::Said::on_warning, &m_said);
        try {
            make_call();
        } catch (const sp::Error& error) {
            m_said.check_error(error);
        } catch (const std::exception& error) {
            m_said.require_hidden("an exception", error.what());
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
        m_said.must_hide(core);
        const sp::Secret hidden = sp::secret(decoration() + core + decoration());
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
        chosen.shell = m_said.is_by_shell = m_choices.choice(4) == 1;
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
        m_said.check_command(what);
        const sp::Options all = options();
        switch (m_choices.choice(3)) {
        case 0:
            sp::check_call(what, all, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::DEVNULL);
            break;
        case 1:
            (void)sp::check_output(what, all, sp::stdin_ = sp::DEVNULL, sp::stderr_ = sp::STDOUT);
            break;
        default:
            m_said.check_result(
                sp::run(what, all, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::PIPE, sp::stderr_ = sp::PIPE));
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
            m_said.check_pipeline(sp::run_pipeline(begin, second, sp::stdin_ = sp::DEVNULL, sp::capture_output = true));
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
                m_said.require_hidden("what() of a Failure", result.error().what());
                m_said.require_hidden_in_description(result.error().describe());
            }
    }

    void call_popen() {
        const sp::Command what = command();
        const sp::Options all = options();
        sp::Popen process(what, all, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::PIPE);
        m_said.check_command(process.args);
        m_said.require_hidden("a Popen", fuzz::printed(process));
        if (m_choices.choice(4) == 1)
            process.detach();
        else
            process.communicate();
        sp::run(process.args);
    }

    void call_words() {
        const sp::Command what = command();
        m_said.require_hidden("list2cmdline", sp::list2cmdline(what));
    }

    fuzz::Subject m_choices;
    std::uint64_t m_number;
    fuzz::Said m_said;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Scenario(data, size).run();
    return 0;
}
