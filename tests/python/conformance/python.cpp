#include "python.hpp"

#include <filesystem>
#include <map>
#include <vector>

namespace conformance {

PythonSide& python_side() {
    static auto* const side = new PythonSide; // never destroyed, because the interpreter is destroyed first
    return *side;
}

// From Python ---------------------------------------------------------------------------------------------------------

std::string bytes_of(const py::handle& value) {
    return value.cast<py::bytes>();
}

namespace {

std::vector<std::string> list_of(const py::handle& words) {
    std::vector<std::string> list;
    for (const py::handle word : words)
        list.push_back(bytes_of(word));
    return list;
}

} // namespace

sp::Command command_of(const py::handle& value) {
    const auto [kind, words] = value.cast<std::pair<std::string, py::object>>();
    if (kind == "seq")
        return sp::Command(sp::Args(list_of(words)));
    const std::string text = bytes_of(words);
    return kind == "path" ? sp::Command(sp::Args(std::filesystem::path(text))) : sp::Command(sp::Args(text));
}

sp::Timeout timeout_of(const py::object& seconds) {
    return seconds.is_none() ? sp::Timeout() : sp::Timeout(seconds.cast<double>());
}

std::optional<std::string> data_of(const py::object& data) {
    return data.is_none() ? std::nullopt : std::optional(bytes_of(data.cast<py::tuple>()[1]));
}

sp::Output output_of(const py::object& data) {
    if (data.is_none())
        return sp::None;
    const bool is_text = data.cast<py::tuple>()[0].cast<bool>();
    return is_text ? sp::Output::decoded(*data_of(data)) : sp::Output(*data_of(data));
}

namespace {

/// Calls preexec_fn in the forked child, after telling its interpreter about the fork.
struct Preexec {
    py::object function;

    void operator()() const {
        PyOS_AfterFork_Child();
        function();
    }
};

template <int Stream> sp::arg::Redirect<Stream> redirect_of(const py::object& value) {
    const int number = value.is_none() ? 0 : value.cast<int>();
    if (value.is_none())
        return {};
    if (number == -1)
        return sp::PIPE;
    if (number == -3)
        return sp::DEVNULL;
    if constexpr (Stream == 2)
        if (number == -2)
            return sp::STDOUT;
    return number;
}

sp::detail::Owned<sp::arg::Id> id_of(const py::handle& id) {
    return py::isinstance<py::str>(id) ? sp::arg::Id(id.cast<std::string>()) : sp::arg::Id(id.cast<long long>());
}

std::vector<sp::detail::Owned<sp::arg::Id>> ids_of(const py::object& groups) {
    if (py::isinstance<py::str>(groups))
        throw sp::ValueError("Groups must be a list, not a string"); // a compile error in C++
    std::vector<sp::detail::Owned<sp::arg::Id>> ids;
    for (const py::handle id : groups)
        ids.push_back(id_of(id));
    return ids;
}

std::vector<std::pair<std::string, std::string>> variables_of(const py::object& environment) {
    std::vector<std::pair<std::string, std::string>> variables;
    for (const py::handle pair : environment) {
        const auto [name, value] = pair.cast<std::pair<py::bytes, py::bytes>>();
        variables.emplace_back(name, value);
    }
    return variables;
}

using SetOption = void (*)(sp::Options& options, const py::object& value);

/// Sets each of Python's parameters in the Options.
const std::map<std::string, SetOption>& setters() {
    static const std::map<std::string, SetOption> table = {
        {"bufsize", [](auto& o, auto& v) { o.bufsize = v.template cast<long long>(); }},
        {"close_fds", [](auto& o, auto& v) { o.close_fds = v.template cast<bool>(); }},
        {"creationflags", [](auto& o, auto& v) { o.creationflags = v.template cast<long long>(); }},
        {"cwd", [](auto& o, auto& v) { o.cwd = bytes_of(v); }},
        {"encoding", [](auto& o, auto& v) { o.encoding = v.template cast<std::string>(); }},
        {"env", [](auto& o, auto& v) { o.env = variables_of(v); }},
        {"errors", [](auto& o, auto& v) { o.errors = v.template cast<std::string>(); }},
        {"executable", [](auto& o, auto& v) { o.executable = bytes_of(v); }},
        {"extra_groups", [](auto& o, auto& v) { o.extra_groups = ids_of(v); }},
        {"group", [](auto& o, auto& v) { o.group_ = id_of(v); }},
        {"pass_fds",
         [](auto& o, auto& v) {
             std::vector<int> fds;
             for (const py::handle fd : v)
                 fds.push_back(fd.cast<int>());
             o.pass_fds = fds;
         }},
        {"pipesize", [](auto& o, auto& v) { o.pipesize = v.template cast<long long>(); }},
        {"preexec_fn", [](auto& o, auto& v) { o.preexec_fn = Preexec{v}; }},
        {"process_group", [](auto& o, auto& v) { o.process_group = v.template cast<long long>(); }},
        {"restore_signals", [](auto& o, auto& v) { o.restore_signals = v.template cast<bool>(); }},
        {"shell", [](auto& o, auto& v) { o.shell = v.template cast<bool>(); }},
        {"start_new_session", [](auto& o, auto& v) { o.start_new_session = v.template cast<bool>(); }},
        {"startupinfo", [](auto& o, auto&) { o.startupinfo = sp::StartupInfo(); }},
        {"stderr", [](auto& o, auto& v) { o.stderr_ = redirect_of<2>(v); }},
        {"stdin", [](auto& o, auto& v) { o.stdin_ = redirect_of<0>(v); }},
        {"stdout", [](auto& o, auto& v) { o.stdout_ = redirect_of<1>(v); }},
        {"text", [](auto& o, auto& v) { o.text = v.template cast<bool>(); }},
        {"umask", [](auto& o, auto& v) { o.umask_ = v.template cast<long long>(); }},
        {"universal_newlines", [](auto& o, auto& v) { o.universal_newlines = v.template cast<bool>(); }},
        {"user", [](auto& o, auto& v) { o.user_ = id_of(v); }},
    };
    return table;
}

} // namespace

Request::Request(const py::dict& given) {
    for (const auto& [name, value] : given) {
        const auto object = py::reinterpret_borrow<py::object>(value);
        if (name.cast<std::string>() == "args")
            command = command_of(object);
        else if (!object.is_none())
            setters().at(name.cast<std::string>())(options, object);
    }
    has_preexec = options.preexec_fn.given();
}

// To Python -----------------------------------------------------------------------------------------------------------

namespace {

py::object str_of(const std::string& bytes) {
    return py::reinterpret_steal<py::object>(
        PyUnicode_DecodeFSDefaultAndSize(bytes.data(), static_cast<Py_ssize_t>(bytes.size())));
}

py::object command_to_python(const sp::Command& command) {
    if (command.is_string())
        return str_of(command.str());
    py::list words;
    for (const std::string& word : command)
        words.append(str_of(word));
    return words;
}

/// An exception's attribute: str, bytes or None.
py::object value_of(const sp::Output& output) {
    if (output == sp::None)
        return py::none();
    py::bytes bytes(*output);
    return output.is_text() ? py::object(bytes.attr("decode")("utf-8", "surrogatepass")) : py::object(bytes);
}

void set_error(const py::object& type, const py::object& error) {
    PyErr_SetObject(type.ptr(), error.ptr());
}

void set_os_error(const sp::OSError& error) {
    const py::object file = error.filename.empty() ? py::object(py::none()) : str_of(error.filename);
    const py::tuple arguments = py::make_tuple(error.code().value(), error.code().message(), file);
    PyErr_SetObject(PyExc_OSError, arguments.ptr()); // Python chooses the subclass itself
}

void set_decode_error(const sp::UnicodeDecodeError& error) {
    const auto position = [](std::size_t n) { return static_cast<Py_ssize_t>(n); };
    const std::string object(error.end, '\0'); // only its length matters
    const auto made = py::reinterpret_steal<py::object>(
        PyUnicodeDecodeError_Create(error.encoding.c_str(), object.data(), position(object.size()),
                                    position(error.start), position(error.end), error.reason.c_str()));
    PyErr_SetObject(PyExc_UnicodeDecodeError, made.ptr());
}

/// For errors that are one class in C++ and several in Python.
void set_plain_error(PyObject* type, PyObject* otherwise, bool is_type, const std::exception& error) {
    PyErr_SetString(is_type ? type : otherwise, error.what());
}

bool starts_with(const std::exception& error, std::string_view start) {
    return std::string_view(error.what()).substr(0, start.size()) == start;
}

} // namespace

py::object to_python(const sp::Output& output) {
    return output == sp::None ? py::object(py::none()) : py::make_tuple(output.is_text(), py::bytes(*output));
}

py::object to_python(const sp::ReturnCode& code) {
    return code == sp::None ? py::object(py::none()) : py::int_(*code);
}

void translate(std::exception_ptr pointer) {
    const PythonSide& python = python_side();
    try {
        if (pointer)
            std::rethrow_exception(pointer);
    } catch (const sp::CalledProcessError& e) {
        set_error(python.called,
                  python.called(e.returncode, command_to_python(e.cmd), value_of(e.stdout_), value_of(e.stderr_)));
    } catch (const sp::TimeoutExpired& e) {
        set_error(python.timeout,
                  python.timeout(command_to_python(e.cmd), e.timeout, value_of(e.stdout_), value_of(e.stderr_)));
    } catch (const sp::SubprocessError& e) {
        PyErr_SetString(python.base.ptr(), e.what());
    } catch (const sp::OSError& e) {
        set_os_error(e);
    } catch (const sp::UnicodeDecodeError& e) {
        set_decode_error(e);
    } catch (const sp::ValueError& e) {
        set_plain_error(PyExc_TypeError, PyExc_ValueError, starts_with(e, "path-like"), e);
    } catch (const sp::LookupError& e) {
        set_plain_error(PyExc_KeyError, PyExc_LookupError, starts_with(e, "get"), e);
    }
}

} // namespace conformance
