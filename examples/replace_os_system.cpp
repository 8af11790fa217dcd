// Replaces os.system().
#include <subprocess.hpp>

#include <csignal>
#include <iostream>
#include <string>

using namespace subprocess;

// [report]
void run_and_report(const std::string& command) {
    try {
        int retcode = call(command, shell = true);
        if (retcode < 0)
            std::cout << "Child was terminated by signal " << -retcode << '\n';
        else
            std::cout << "Child returned " << retcode << '\n';
    } catch (const OSError& error) {
        std::cout << "Execution failed: " << error.what() << '\n';
    }
}
// [/report]

// [ignore]
// While it exists, the signal does nothing to this process. It installs a handler instead of SIG_IGN, because exec
// resets a handler to the default action, while an ignored signal would stay ignored in the child.
class Unimpressed {
public:
    explicit Unimpressed(int signal) : m_signal(signal), m_before(std::signal(signal, [](int) {})) {}
    Unimpressed(const Unimpressed&) = delete;
    Unimpressed& operator=(const Unimpressed&) = delete;
    ~Unimpressed() { std::signal(m_signal, m_before); }

private:
    int m_signal;
    void (*m_before)(int);
};

int call_as_system_does(const std::string& command) {
    const Unimpressed by_interrupt(SIGINT);
    const Unimpressed by_quit(SIGQUIT);
    return call(command, shell = true);
}
// [/ignore]

int main() {
    // [system]
    int retcode = call("exit 3", shell = true);
    // [/system]
    std::cout << "retcode: " << retcode << '\n';

    run_and_report("exit 4");
    run_and_report("kill -TERM $$");

    const int interrupted = call_as_system_does("kill -INT $PPID; kill -QUIT $PPID; kill -INT $$");
    std::cout << "still here; the child returned " << interrupted << '\n';
}
