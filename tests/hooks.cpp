// The hooks of a host program: warnings, starts, and the way children are started.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

namespace {

/// Watches starts while it lives.
class Auditor {
public:
    Auditor() { set_audit_hook(&watch, this); }
    Auditor(const Auditor&) = delete;
    Auditor& operator=(const Auditor&) = delete;
    ~Auditor() { set_audit_hook(nullptr, nullptr); }

    std::vector<std::string> events;
    bool refuse = false;

private:
    static void watch(const AuditEvent& event, void* context) {
        Auditor& self = *static_cast<Auditor*>(context);
        std::string text(event.executable);
        text += ' ' + event.args.repr() + ' ' + (event.cwd == None ? "None" : *event.cwd);
        if (event.env != nullptr)
            for (const std::string& variable : *event.env)
                text += ' ' + variable;
        self.events.push_back(text);
        if (self.refuse)
            throw std::runtime_error("refused");
    }
};

} // namespace

TEST_CASE_METHOD(Census, "pass_fds with close_fds false warns and wins", "[py-9]") {
    const Listener listener;
    const Pipe inheritable;
    run(child("exit", 0), pass_fds = {inheritable.reader.get()}, close_fds = false);
    CHECK(listener.heard == "RuntimeWarning: pass_fds overriding close_fds.");
}

TEST_CASE_METHOD(Census, "line buffering of bytes warns", "[py-205]") {
    const Listener listener;
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = 1);
    CHECK(listener.heard == "RuntimeWarning: line buffering (buffering=1) isn't supported in binary mode, the default "
                            "buffer size will be used");
    process.stdin_.write("kept\n");
    process.kill();
    process.wait();
    CHECK(process.stdout_.read() == "");
}

TEST_CASE_METHOD(Census, "letting a running child go warns", "[py-196]") {
    const Listener listener;
    Gate gate;
    const int pid = Popen(child("until", 0), stdin_ = gate).detach();
    CHECK(listener.heard == "ResourceWarning: subprocess " + std::to_string(pid) + " is still running");
    gate.open();
    reap_detached();
}

TEST_CASE_METHOD(Census, "an ordinary run warns of nothing", "") {
    const Listener listener;
    run(child("cat"), input = "x", capture_output = true, text = true, bufsize = 1);
    CHECK(listener.heard == "");
}

TEST_CASE_METHOD(Census, "the audit hook sees every start", "") {
    const Auditor auditor;
    run(child("exit", 0));
    run("exit 0", shell = true, cwd = "/", env = {{"A", "1"}, {"B", "2"}});
    run({"name"}, executable = STATIC_CHILD);
    CHECK_THROWS_AS(run({"/nonexistent"}), FileNotFoundError);
    CHECK(auditor.events == std::vector<std::string>{
                                std::string(CHILD_PROGRAM) + " ['" CHILD_PROGRAM "', 'exit', '0'] None",
                                "/bin/sh 'exit 0' / A=1 B=2",
                                std::string(STATIC_CHILD) + " ['name'] None",
                                "/nonexistent ['/nonexistent'] None",
                            });
}

TEST_CASE_METHOD(Census, "an exception from the audit hook stops the start", "") {
    Auditor auditor;
    auditor.refuse = true;
    const auto path = file("kept", "content");
    CHECK_THROWS_WITH(run(child("exit", 0), stdin_ = PIPE, stdout_ = PIPE), "refused");
    CHECK_THROWS_WITH(Popen(child("fds", path.c_str())), "refused");
    CHECK(content_of(path) == "content");
}

TEST_CASE_METHOD(Census, "what fails its checks is not told to the audit hook", "[py-1]") {
    const Auditor auditor;
    CHECK_THROWS_AS(run({"/nonexistent"}, user_ = -1), ValueError);
    CHECK_THROWS_AS(run({"/nonexistent"}, timeout = 0.0, creationflags = 1), ValueError);
    CHECK(auditor.events.empty());
}

TEST_CASE_METHOD(Census, "a start that failed leaves nothing to warn of", "[py-2][py-198]") {
    const Listener listener;
    CHECK_THROWS_AS(Popen({"/nonexistent"}, stdin_ = PIPE, stdout_ = PIPE), FileNotFoundError);
    CHECK_THROWS_AS(Popen(child("exit", 0), user_ = -1), ValueError);
    cleanup();
    CHECK(listener.heard == "");
}

TEST_CASE_METHOD(Census, "a warning handler may set another one", "") {
    std::string heard;
    set_warning_handler(
        [](Warning, std::string_view message, void* context) {
            set_warning_handler(nullptr, nullptr);
            *static_cast<std::string*>(context) += message;
        },
        &heard);
    for (int i = 0; i < 2; ++i)
        run(child("exit", 0), pass_fds = {0}, close_fds = false);
    CHECK(heard == "pass_fds overriding close_fds.");
}
