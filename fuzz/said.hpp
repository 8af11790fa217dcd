// Looks for secrets in everything that the library says.
#pragma once

#include "subject.hpp"

#include <subprocess.hpp>

#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace fuzz {

namespace sp = subprocess;

template <class T> std::string printed(const T& object) {
    std::ostringstream stream;
    stream << object;
    return stream.str();
}

class Said {
public:
    /// \param secret occurs nowhere by chance
    void must_hide(const std::string& secret) { m_secrets.push_back(secret); }

    void require_hidden(const char* where, const std::string& text) const {
        for (const std::string& secret : m_secrets)
            if (text.find(secret) != text.npos)
                fail(where, "no " + secret, text);
    }

    /// A shell may say a part of a secret, which nobody can recognise.
    void require_hidden_in_description(const std::string& text) const {
        require_hidden("describe()", is_by_shell ? text.substr(0, text.find("\n  stderr")) : text);
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

    void check_error(const sp::Error& error) const {
        require_hidden("what()", error.what());
        const std::string description = error.describe();
        require_hidden_in_description(description);
        for (const char c : description)
            if (c != '\n' && c != '\t' && static_cast<unsigned char>(c) < ' ')
                fail("describe()", "no control characters", description);
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
        const Said& self = *static_cast<const Said*>(context);
        self.require_hidden("the program of an event", std::string(event.executable));
        self.check_command(event.args);
        if (event.env != nullptr)
            for (const std::string& variable : *event.env)
                self.require_hidden("a variable of an event", variable);
    }

    static void on_warning(sp::Warning, std::string_view text, void* context) {
        static_cast<const Said*>(context)->require_hidden("a warning", std::string(text));
    }

    bool is_by_shell = false; ///< which may say a part of a secret

private:
    template <class E> void check_child_error(const E& error) const {
        require_hidden("operator<<", printed(error));
        if constexpr (std::is_same_v<E, sp::PipelineError>) {
            for (const sp::Command& command : error.commands)
                check_command(command);
        } else {
            check_command(error.cmd);
        }
    }

    std::vector<std::string> m_secrets;
};

} // namespace fuzz
