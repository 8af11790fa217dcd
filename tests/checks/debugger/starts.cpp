// starts PROGRAM [TRACER...]: starts PROGRAM, and then reaches a place where a debugger can wait for it. If a tracer is
// given, it is started first, with our pid as its last argument, and attaches to us.
#include <subprocess.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <sys/prctl.h>
#include <unistd.h>

using namespace subprocess;

extern "C" {

volatile int attached = 0; // set by the tracer

[[gnu::noinline]] void marker() {
    asm volatile("");
}
}

int main(int argc, char** argv) {
    const std::vector<std::string> program{argv[1]};
    run(program);
    if (argc == 2) {
        marker();
        return run(program).returncode;
    }
    std::vector<std::string> tracer(argv + 2, argv + argc);
    tracer.push_back(std::to_string(::getpid()));
    ::prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    Popen process(tracer);
    while (attached == 0)
        std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(100)); // for that long the library assumes it is not traced
    run(program);
    marker();
    return process.wait();
}
