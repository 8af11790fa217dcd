#include <subprocess/completed_process.hpp>

#include <subprocess/error.hpp>

#include "repr.hpp"

#include <ostream>
#include <string>

namespace subprocess {
inline namespace v1 {

const CompletedProcess& CompletedProcess::check_returncode() const {
    if (ok_codes.has(returncode))
        return *this;
    CalledProcessError error(returncode, args, stdout_, stderr_);
    detail::end_of_child(error).usage = usage;
    throw error;
}

std::ostream& operator<<(std::ostream& out, const CompletedProcess& process) {
    const auto write = [&out](const char* name, const Output& output) {
        if (output.has_value())
            out << name << (output.is_text() ? detail::repr(*output) : detail::repr_bytes(*output));
    };
    out << "CompletedProcess(args=" << process.args.repr() << ", returncode=" << detail::repr(process.returncode);
    write(", stdout=", process.stdout_);
    write(", stderr=", process.stderr_);
    return out << ')';
}

} // namespace v1
} // namespace subprocess
