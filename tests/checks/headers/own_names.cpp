// A program with names of its own that the library's sources use, too: it says `using namespace subprocess;`, and
// compiles, links and calls its own functions.
#if defined(OWN_NAMES_AND_IMPLEMENTATION)
#define SUBPROCESS_IMPLEMENTATION
#endif
#include <subprocess.hpp>

#include <string>

using namespace subprocess;

namespace os {
struct Process {
    int pid = 1;
};
struct Exchange {
    int pid = 2;
};
inline int spawn(const Process& process) {
    return process.pid;
}
} // namespace os

namespace codecs {
struct Decoder {
    int size = 3;
};
inline int decode(const Decoder& decoder) {
    return decoder.size;
}
} // namespace codecs

namespace raw {
inline int call(int number) {
    return number;
}
} // namespace raw

namespace kw {
inline int check(int number) {
    return number;
}
} // namespace kw

// In the namespace of the program, and with the signatures that the library's own functions have.
int warn(Warning, std::string_view words) {
    return static_cast<int>(words.size());
}
std::string repr(const std::string& words) {
    return "my " + words;
}
std::string lower(const std::string& words) {
    return words + " is low";
}
template <class Work> int attempt(Work&& work) {
    return work();
}
int audit(const AuditEvent* event) {
    return event == nullptr ? 4 : 0;
}
int abandon(int child) {
    return child;
}
int request_of(const Command& command) {
    return static_cast<int>(command.size());
}
std::string command_line(const std::string& words) {
    return words;
}
int deadline_of(const Timeout& limit) {
    return limit.given() ? 5 : 6;
}
int narrow(int number) {
    return number;
}
struct Deadline {};
struct Keywords {};
struct Flag {};
struct Int {};
struct Id {};
struct Hook {};
struct Bytes {};
struct Arg {};
struct Stdio {};

namespace {

bool names_are_mine() {
    return os::spawn(os::Process()) == 1 && os::Exchange().pid == 2 && codecs::decode(codecs::Decoder()) == 3 &&
           raw::call(7) == 7 && kw::check(8) == 8 && warn(Warning::runtime, "four") == 4 && repr("own") == "my own" &&
           lower("tide") == "tide is low" && attempt([] { return 9; }) == 9 && audit(nullptr) == 4 &&
           abandon(10) == 10 && request_of({"two", "words"}) == 2 && command_line("line") == "line" &&
           deadline_of(None) == 6 && narrow(11) == 11 && sizeof(Deadline) == sizeof(Keywords) &&
           sizeof(Flag) + sizeof(Int) + sizeof(Id) + sizeof(Hook) + sizeof(Bytes) + sizeof(Arg) + sizeof(Stdio) == 7;
}

/// Each of these calls functions of the library that have those names inside.
bool library_has_its_own() {
    const auto result =
        run({CHILD_PROGRAM, "to", "1", "text"}, capture_output = true, encoding = "latin-1", timeout = 300);
    Popen process({CHILD_PROGRAM, "exit", "0"});
    process.wait();
    return result.stdout_ == "text" && result.args.repr().find("'text'") != std::string::npos;
}

} // namespace

int main() {
    return names_are_mine() && library_has_its_own() ? 0 : 1;
}
