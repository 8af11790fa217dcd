#include <subprocess/completed_process.hpp>

#include <subprocess/return_code.hpp>
#include <subprocess/subprocess_error.hpp>

#include "raise.hpp"
#include "repr.hpp"

#include <ostream>
#include <string>

namespace subprocess {
inline namespace v1 {

const CompletedProcess& CompletedProcess::check_returncode() const {
    if (!ok_codes.has(returncode))
        detail::throw_with({ReturnCode(returncode), usage}, CalledProcessError(returncode, args, stdout_, stderr_));
    return *this;
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
