// The second audit hook: the ends of children.
#include "support/helpers.hpp"

#include <subprocess/communication.hpp>

#include "support/loop.hpp"

#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace subprocess;
using namespace tests;

namespace {

struct SeenEnd {
    std::string command;
    int pid;
    ReturnCode returncode;
    bool has_usage;
    double wall, duration;
};

/// Records starts and ends during its lifetime.
class EndAuditor {
public:
    EndAuditor() { set_audit_hook(&see_start, &see_end, this); }
    EndAuditor(const EndAuditor&) = delete;
    EndAuditor& operator=(const EndAuditor&) = delete;
    ~EndAuditor() { set_audit_hook(nullptr, nullptr, nullptr); }

    /// The codes of the ends, in the order of the starts; -1000 for None, and for a start without an end -2000.
    std::vector<int> codes() const {
        std::vector<int> all;
        for (const auto number : starts) {
            const auto end = ends.find(number);
            all.push_back(end != ends.end() ? end->second.returncode.value_or(-1000) : -2000);
        }
        return all;
    }

    std::vector<std::uint64_t> starts;
    std::map<std::uint64_t, SeenEnd> ends;
    int count = 0;
    bool refuse = false;

private:
    static void see_start(const AuditEvent& event, void* context) {
        static_cast<EndAuditor*>(context)->starts.push_back(event.number);
    }
    static void see_end(const AuditEnd& event, void* context) {
        EndAuditor& self = *static_cast<EndAuditor*>(context);
        const std::lock_guard<std::mutex> lock(self.m_mutex);
        ++self.count;
        self.ends.insert({event.number,
                          {event.args.repr(), event.pid, event.returncode, event.usage != None,
                           event.usage != None ? event.usage->wall.count() : -1, event.duration.count()}});
        if (self.refuse)
            throw std::runtime_error("refused");
    }

    std::mutex m_mutex;
};

} // namespace

TEST_CASE_METHOD(Census, "the end hook gets what is known of the child, and the number of its start") {
    const EndAuditor auditor;
    Popen process(child("exit", 3));
    process.wait();
    REQUIRE(auditor.count == 1);
    const SeenEnd& end = auditor.ends.at(auditor.starts.at(0));
    CHECK(end.command == process.args.repr());
    CHECK(end.pid == process.pid);
    CHECK(end.returncode == 3);
    CHECK(end.has_usage);
    CHECK(end.wall == end.duration);
    CHECK(end.duration > 0);
}

TEST_CASE_METHOD(Census, "each end is told once, whoever sees it") {
    EndAuditor auditor;
    run(child("exit", 1));
    CHECK_THROWS_AS(check_call(child("exit", 2)), CalledProcessError);
    {
        Popen polled(child("exit", 3));
        while (polled.poll() == None)
            std::this_thread::yield();
        polled.wait();
        polled.poll();
    }
    { const Popen destroyed(child("exit", 4)); }
    Popen communicated(child("cat", "exit", 5), stdin_ = PIPE, stdout_ = PIPE);
    communicated.communicate("x");
    communicated.communicate();
    Popen stopped(child("until", 0), stdin_ = PIPE);
    stopped.stop();
    const Gate gate;
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = gate, stdout_ = DEVNULL, timeout = 0), TimeoutExpired);
    CHECK(auditor.codes() == std::vector<int>{1, 2, 3, 4, 5, killed, killed});
    CHECK(auditor.count == 7);
}

TEST_CASE_METHOD(Census, "the end hook is told of the programs of pipelines, run_all, Running and wait_any") {
    EndAuditor auditor;
    run_pipeline(child("exit", 1), child("exit", 2));
    run_all({{CHILD_PROGRAM, "exit", "3"}, {CHILD_PROGRAM, "exit", "4"}}, jobs = 1);
    Running running(child("exit", 5));
    drive(running);
    running.result();
    Popen process(child("exit", 6));
    wait_any({&process});
    CHECK(auditor.codes() == std::vector<int>{1, 2, 3, 4, 5, 6});
    CHECK(auditor.count == 6);
}

TEST_CASE_METHOD(Census, "the end of a tree is that of its program") {
    EndAuditor auditor;
    run(child("exit", 1), tree = true);
    run_pipeline(child("exit", 2), child("exit", 3), tree = true);
    {
        const Gate gate;
        const Popen destroyed(child("until", 0), stdin_ = gate, tree = true);
    }
    const Gate gate;
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = gate, stdout_ = DEVNULL, timeout = 0, tree = true), TimeoutExpired);
    CHECK(auditor.codes() == std::vector<int>{1, 2, 3, killed, killed});
    CHECK(auditor.count == 5);
}

TEST_CASE_METHOD(Census, "the end of a detached child is told when it is reaped") {
    EndAuditor auditor;
    Gate gate;
    Popen(child("until", 0, "exit", 3), stdin_ = gate).detach();
    CHECK(auditor.count == 0);
    gate.open();
    reap_detached();
    CHECK(auditor.codes() == std::vector<int>{3});
}

TEST_CASE_METHOD(Census, "the end of a detached tree is told when it is reaped") {
    EndAuditor auditor;
    Gate gate;
    Popen(child("until", 0), stdin_ = gate, tree = true).detach();
    CHECK(auditor.count == 0);
    gate.open();
    reap_detached();
    CHECK(auditor.count == 1);
}

TEST_CASE_METHOD(Census, "a start that has failed has no end") {
    const EndAuditor auditor;
    CHECK_THROWS_AS(run({"/nonexistent"}), FileNotFoundError);
    CHECK_THROWS_AS(run_pipeline(child("cat"), {"/nonexistent"}), FileNotFoundError);
    CHECK(auditor.starts.size() == 3);
    CHECK(auditor.count == 0);
}

TEST_CASE_METHOD(Census, "what the end hook throws is a warning, and the result is not lost") {
    const Listener listener;
    EndAuditor auditor;
    auditor.refuse = true;
    CHECK(run(child("to", 1, "out", "exit", 3), capture_output = true).stdout_ == "out");
    CHECK(listener.heard == "RuntimeWarning: the audit hook has thrown at the end of a child: refused");
}

TEST_CASE_METHOD(Census, "hooks that were set later are not told of the end") {
    const auto end = [](Popen& process) {
        EndAuditor auditor;
        process.wait();
        return auditor.count;
    };
    Popen before(child("exit", 0));
    CHECK(end(before) == 0);
    const EndAuditor auditor;
    Popen seen_by_others(child("exit", 0));
    CHECK(end(seen_by_others) == 0);
    CHECK(auditor.count == 0);
}

TEST_CASE_METHOD(Census, "one hook can be set without the other") {
    int events = 0;
    const auto set = [&](AuditHook at_start, AuditEndHook at_end) {
        set_audit_hook(at_start, at_end, &events);
        run(child("exit", 0));
        set_audit_hook(nullptr, nullptr);
        return std::exchange(events, 0);
    };
    const AuditHook at_start = [](const AuditEvent&, void* count) { *static_cast<int*>(count) += 1; };
    const AuditEndHook at_end = [](const AuditEnd&, void* count) { *static_cast<int*>(count) += 10; };
    CHECK(set(at_start, nullptr) == 1);
    CHECK(set(nullptr, at_end) == 10);
    CHECK(set(at_start, at_end) == 11);
    CHECK(set(nullptr, nullptr) == 0);
}

TEST_CASE_METHOD(Census, "the end hook may start children and detach them, also while others are reaped") {
    int count = 0;
    const AuditEndHook start_others = [](const AuditEnd&, void* ends) {
        if (++*static_cast<int*>(ends) > 1)
            return;
        run(child("exit", 0));
        Popen(child("exit", 0)).detach();
    };
    set_audit_hook(nullptr, start_others, &count);
    Gate gate;
    Popen(child("until", 0), stdin_ = gate).detach();
    gate.open();
    reap_detached();
    reap_detached(); // the child of the hook
    set_audit_hook(nullptr, nullptr);
    CHECK(count == 3);
}

TEST_CASE_METHOD(Census, "threads that wait for the same child see its end told once") {
    EndAuditor auditor;
    Gate gate;
    Popen process(child("until", 0, "exit", 3), stdin_ = gate);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { process.wait(); });
    gate.open();
    for (std::thread& thread : threads)
        thread.join();
    CHECK(auditor.codes() == std::vector<int>{3});
    CHECK(auditor.count == 1);
}
