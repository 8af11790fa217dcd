// The examples of docs/text.md.
#include "helpers.hpp"

#include <subprocess/iostream.hpp>

namespace sp = subprocess;

void bytes_and_text() {
    // [bytes_and_text]
    auto bytes = sp::run({"printf", R"(caf\351\r\n)"}, sp::stdout_ = sp::PIPE).stdout_;
    auto characters = sp::run({"printf", R"(caf\351\r\n)"}, sp::stdout_ = sp::PIPE, sp::encoding = "latin-1").stdout_;
    std::cout << bytes.size() << " bytes, and as text " << repr(characters) << '\n';
    // [/bytes_and_text]
}

void handlers() {
    // [handlers]
    for (const char* handler : {"ignore", "replace", "backslashreplace", "surrogateescape"}) {
        auto output = sp::run({"printf", R"(caf\351)"}, sp::stdout_ = sp::PIPE, sp::errors = handler).stdout_;
        std::cout << handler << ": " << repr(output) << '\n';
    }
    // [/handlers]
}

void strict() {
    // [strict]
    try {
        sp::run({"printf", R"(caf\351)"}, sp::stdout_ = sp::PIPE, sp::text = true);
    } catch (const sp::UnicodeDecodeError& error) {
        std::cout << error.what() << '\n';
    }
    // [/strict]
}

void round_trip() {
    // [round_trip]
    sp::Options raw;
    raw.errors = "surrogateescape";
    std::string name = sp::check_output({"printf", R"(caf\351.txt)"}, raw); // not UTF-8: a file name, for example
    auto hex = sp::run({"od", "-An", "-tx1"}, raw, sp::input = name, sp::stdout_ = sp::PIPE).stdout_;
    std::cout << repr(name) << " is sent as" << std::string(hex);
    // [/round_trip]
}

void streams() {
    // [streams]
    sp::Popen upper({"tr", "a-z", "A-Z"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::text = true);
    sp::OutputStream out(upper.stdin_);
    out << "answer " << 42 << std::endl;
    upper.stdin_.close();

    sp::InputStream in(upper.stdout_);
    for (std::string line; std::getline(in, line);)
        std::cout << line << '\n';
    // [/streams]
}

int main() {
    bytes_and_text();
    handlers();
    strict();
    round_trip();
    streams();
}
