// Converts values between Python and the library. Like the shim, it contains no logic of its own.
#pragma once

#include <subprocess.hpp>

#include <pybind11/pybind11.h>

#include <exception>
#include <optional>
#include <string>

#if PY_VERSION_HEX < 0x030D0000
inline int Py_IsFinalizing() {
    return _Py_IsFinalizing();
}
#endif

namespace conformance {

namespace py = pybind11;
namespace sp = subprocess;

/// The exception classes of the shim, and its function that warns.
struct PythonSide {
    py::object base, called, timeout, warn;
};
PythonSide& python_side();

// From Python ---------------------------------------------------------------------------------------------------------

std::string bytes_of(const py::handle& value);

/// Converts from ('str', b), ('path', b) or ('seq', [b, ...]).
sp::Command command_of(const py::handle& value);

sp::Timeout timeout_of(const py::object& seconds);

/// Converts from (is_text, bytes) or None.
std::optional<std::string> data_of(const py::object& data);
sp::Output output_of(const py::object& data);

/// A call's command and keywords, from the dictionary of the given ones.
struct Request {
    explicit Request(const py::dict& given);

    sp::Command command;
    sp::Options options;
    bool has_preexec = false;
};

// To Python -----------------------------------------------------------------------------------------------------------

/// Converts to (is_text, bytes) or None.
py::object to_python(const sp::Output& output);
py::object to_python(const sp::ReturnCode& code);

/// Raises the exception that CPython would raise.
void translate(std::exception_ptr error);

// Calls ---------------------------------------------------------------------------------------------------------------

/// Makes a call that may block, without the interpreter's lock.
template <class Call> auto without_gil(Call call) {
    const py::gil_scoped_release released;
    return call();
}

/// Starts a child without the lock, or with the preparations for a fork in which Python code will run.
template <class Start> auto started(const Request& request, Start start) {
    if (!request.has_preexec)
        return without_gil(start);
    struct AroundFork {
        AroundFork() { PyOS_BeforeFork(); }
        ~AroundFork() { PyOS_AfterFork_Parent(); }
    } const around_fork;
    return start();
}

} // namespace conformance
