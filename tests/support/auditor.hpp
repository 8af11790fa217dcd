// Records the events of the audit hook.
#pragma once

#include <subprocess.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace tests {

/// Records every start during its lifetime.
class Auditor {
public:
    Auditor() { subprocess::set_audit_hook(&watch, this); }
    Auditor(const Auditor&) = delete;
    Auditor& operator=(const Auditor&) = delete;
    ~Auditor() { subprocess::set_audit_hook(nullptr, nullptr); }

    std::vector<std::string> events;
    bool refuse = false;

private:
    static void watch(const subprocess::AuditEvent& event, void* context) {
        Auditor& self = *static_cast<Auditor*>(context);
        std::string text(event.executable);
        text += ' ' + event.args.repr() + ' ' + (event.cwd == subprocess::None ? "None" : *event.cwd);
        if (event.env != nullptr)
            for (const std::string& variable : *event.env)
                text += ' ' + variable;
        self.events.push_back(text);
        if (self.refuse)
            throw std::runtime_error("refused");
    }
};

} // namespace tests
