// Writes a trace of all children, which chrome://tracing and https://ui.perfetto.dev show as bars on a time line.
#include <subprocess.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>

namespace sp = subprocess;

std::string json(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        char code[8] = {c};
        if (c == '"' || c == '\\')
            std::snprintf(code, sizeof code, "\\%c", c);
        else if (0 <= c && c < ' ')
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
        quoted += code;
    }
    return quoted + '"';
}

// [trace]
/// Each child is an event that has a row of its own. The file ends with the object.
class Trace {
public:
    explicit Trace(const char* path) : m_file(path) {
        sp::set_audit_hook(
            nullptr, [](const sp::AuditEnd& end, void* self) { static_cast<Trace*>(self)->add(end); }, this);
    }
    Trace(const Trace&) = delete;
    ~Trace() {
        sp::set_audit_hook(nullptr, nullptr);
        m_file << (m_count > 0 ? "\n]\n" : "[]\n");
    }

private:
    void add(const sp::AuditEnd& end) {
        using std::chrono::microseconds;
        const microseconds duration = end.duration;
        const auto now = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now().time_since_epoch());
        const std::lock_guard<std::mutex> lock(m_mutex); // other threads may see the ends of other children
        m_file << (m_count++ > 0 ? ",\n" : "[\n") << R"({"ph": "X", "pid": 1, "tid": )" << end.pid << R"(, "ts": )"
               << (now - duration).count() << R"(, "dur": )" << duration.count() << R"(, "name": )"
               << json(end.args.list().front()) << R"(, "args": {"command": )" << json(end.args.str())
               << R"(, "returncode": )" << end.returncode.value_or(-1) << "}}";
    }

    std::ofstream m_file;
    std::mutex m_mutex;
    int m_count = 0;
};
// [/trace]

int main(int argc, char** argv) {
    const char* const path = argc > 1 ? argv[1] : "trace.json";
    {
        const Trace trace(path);
        sp::run_all({{"sleep", "0.02"}, {"sleep", "0.03"}, {"sleep", "0.01"}}, sp::jobs = 2);
        sp::run_pipeline({"printf", "a\n\"b\"\n"}, {"sort", "-r"}, sp::stdout_ = sp::DEVNULL);
        sp::run("exit 3", sp::shell = true);
    }
    std::cout << "the trace is written\n";
}
