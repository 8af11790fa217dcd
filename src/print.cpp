// How commands, results and a Popen are written to a std::ostream.
#include <subprocess/command.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/return_code.hpp>

#include "repr.hpp"
#include "text/characters.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <ostream>
#include <string>

namespace subprocess {
inline namespace v1 {

std::ostream& operator<<(std::ostream& out, None_t) {
    return out << "None";
}

std::ostream& operator<<(std::ostream& out, const Output& output) {
    return output.has_value() ? out << *output : out << "None";
}

std::ostream& operator<<(std::ostream& out, const ReturnCode& code) {
    return out << (code.has_value() ? repr(*code) : "None");
}

std::ostream& operator<<(std::ostream& out, const Command& command) {
    return out << command.str();
}

std::ostream& operator<<(std::ostream& out, const CompletedProcess& process) {
    const auto write = [&out](const char* name, const Output& output) {
        if (output.has_value())
            out << name << (output.is_text() ? repr(*output) : repr_bytes(*output));
    };
    out << "CompletedProcess(args=" << process.args.repr() << ", returncode=" << repr(process.returncode);
    write(", stdout=", process.stdout_);
    write(", stderr=", process.stderr_);
    return out << ')';
}

std::ostream& operator<<(std::ostream& out, const Popen& process) {
    const std::string code = process.returncode.has_value() ? repr(*process.returncode) : "None";
    std::string result = fmt::format("<Popen: returncode: {} args: {}>", code, process.args.repr());
    constexpr std::size_t limit = 80; // Python's: 76 characters and "...>"
    if (codecs::count_characters(result) > limit) {
        std::size_t kept = limit - 4;
        result.resize(codecs::size_of_characters(result, kept));
        result += "...>";
    }
    return out << result;
}

} // namespace v1
} // namespace subprocess
