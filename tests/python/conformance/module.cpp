// The module subprocess_core: the public API for shim/subprocess.py, which replaces Python's subprocess in CPython's
// own test suite.
#include "python.hpp"

#include "process/abandoned.hpp"

#include <memory>
#include <sstream>

namespace conformance {

namespace {

template <class T> std::string printed(const T& value) {
    std::ostringstream stream;
    stream << value;
    return stream.str();
}

/// A repr with the class name replaced by Python's.
py::object renamed(const std::string& repr, const char* name, const std::string& python_name) {
    return py::bytes(repr).attr("decode")("utf-8", "surrogateescape").attr("replace")(name, python_name, 1);
}

// Streams and Popen ---------------------------------------------------------------------------------------------------

/// A stream and the Popen that it belongs to.
template <class S> struct Stream {
    std::shared_ptr<sp::Popen> process;
    S* stream;
    const char* kind;
};
using ReaderStream = Stream<sp::Reader>;
using WriterStream = Stream<sp::Writer>;

class Popen {
public:
    explicit Popen(const py::dict& given) {
        const Request request(given);
        m_process = started(request, [&] { return std::make_shared<sp::Popen>(request.command, request.options); });
        const sp::arg::Int& bufsize = request.options.bufsize;
        m_kind = m_process->text_mode ? "text" : bufsize.given() && bufsize.value() == 0 ? "raw" : "buffered";
    }
    Popen(const Popen&) = delete;
    Popen& operator=(const Popen&) = delete;
    ~Popen() { m_process->detach(); } // Python's __del__

    sp::Popen& get() { return *m_process; }

    template <class S> py::object stream(S sp::Popen::*member) {
        S& stream = (*m_process).*member;
        return stream == sp::None ? py::object(py::none()) : py::cast(Stream<S>{m_process, &stream, m_kind});
    }

    /// The end of Python's `with`: like the destructor, but errors are thrown.
    void exit(bool) {
        const py::gil_scoped_release released;
        m_process->stdout_.close();
        m_process->stderr_.close();
        std::exception_ptr error;
        try {
            m_process->stdin_.close();
        } catch (...) {
            error = std::current_exception();
        }
        m_process->wait();
        if (error)
            std::rethrow_exception(error);
    }

private:
    std::shared_ptr<sp::Popen> m_process;
    const char* m_kind = "";
};

template <class S> py::class_<Stream<S>> bind_stream(py::module_& module, const char* name, bool is_readable) {
    return py::class_<Stream<S>>(module, name)
        .def("kind", [](Stream<S>& s) { return s.kind; })
        .def("readable", [is_readable](Stream<S>&) { return is_readable; })
        .def("fileno", [](Stream<S>& s) { return s.stream->fileno(); })
        .def("closed", [](Stream<S>& s) { return s.stream->closed(); })
        .def("close", [](Stream<S>& s) { without_gil([&] { s.stream->close(); }); });
}

void bind_streams(py::module_& module) {
    bind_stream<sp::Reader>(module, "Reader", true)
        .def("flush", [](ReaderStream&) {})
        .def("read",
             [](ReaderStream& s, long long count) {
                 return py::bytes(without_gil(
                     [&] { return count < 0 ? s.stream->read() : s.stream->read(static_cast<std::size_t>(count)); }));
             })
        .def("readline", [](ReaderStream& s) { return py::bytes(without_gil([&] { return s.stream->readline(); })); });
    bind_stream<sp::Writer>(module, "Writer", false)
        .def("flush", [](WriterStream& s) { without_gil([&] { s.stream->flush(); }); })
        .def("write", [](WriterStream& s, const py::bytes& data) {
            const std::string bytes = data;
            return without_gil([&] { return s.stream->write(bytes); });
        });
}

void set_returncode(Popen& popen, const py::object& code) {
    popen.get().returncode = code.is_none() ? sp::ReturnCode() : sp::ReturnCode(code.cast<int>());
}

int wait(Popen& popen, const py::object& seconds) {
    const sp::Timeout limit = timeout_of(seconds);
    return without_gil([&] { return popen.get().wait(limit); });
}

py::tuple communicate(Popen& popen, const py::object& data, const py::object& seconds) {
    const auto bytes = data_of(data);
    const sp::Timeout limit = timeout_of(seconds);
    const sp::Outputs outputs =
        without_gil([&] { return popen.get().communicate(bytes ? sp::arg::Bytes(*bytes) : sp::arg::Bytes(), limit); });
    return py::make_tuple(to_python(outputs.stdout_), to_python(outputs.stderr_));
}

void bind_popen(py::module_& module) {
    py::class_<Popen>(module, "Popen")
        .def(py::init<py::dict>())
        .def_property_readonly("stdin", [](Popen& p) { return p.stream(&sp::Popen::stdin_); })
        .def_property_readonly("stdout", [](Popen& p) { return p.stream(&sp::Popen::stdout_); })
        .def_property_readonly("stderr", [](Popen& p) { return p.stream(&sp::Popen::stderr_); })
        .def_property_readonly("pid", [](Popen& p) { return p.get().pid; })
        .def_property(
            "returncode", [](Popen& p) { return to_python(p.get().returncode); }, &set_returncode)
        .def("repr", [](Popen& p, const std::string& name) { return renamed(printed(p.get()), "Popen", name); })
        .def("exit", &Popen::exit)
        .def("poll", [](Popen& p) { return to_python(without_gil([&] { return p.get().poll(); })); })
        .def("wait", &wait)
        .def("communicate", &communicate)
        .def("send_signal", [](Popen& p, int number) { p.get().send_signal(number); })
        .def("terminate", [](Popen& p) { p.get().terminate(); })
        .def("kill", [](Popen& p) { p.get().kill(); });
}

// Functions -----------------------------------------------------------------------------------------------------------

int call(const py::dict& given, const py::object& seconds) {
    const Request request(given);
    const sp::Timeout limit = timeout_of(seconds);
    return started(request, [&] { return sp::call(request.command, request.options, sp::timeout = limit); });
}

int check_call(const py::dict& given, const py::object& seconds) {
    const Request request(given);
    const sp::Timeout limit = timeout_of(seconds);
    return started(request, [&] { return sp::check_call(request.command, request.options, sp::timeout = limit); });
}

py::tuple run(const py::dict& given, const py::object& data, bool capture, const py::object& seconds, bool is_checked) {
    Request request(given);
    if (const auto bytes = data_of(data))
        request.options.input = *bytes;
    request.options.capture_output = capture;
    request.options.timeout = timeout_of(seconds);
    request.options.check = is_checked;
    const sp::CompletedProcess done = started(request, [&] { return sp::run(request.command, request.options); });
    return py::make_tuple(done.returncode, to_python(done.stdout_), to_python(done.stderr_));
}

/// Popen has no parameters `check` and `input`. The shim reports that they were given, with any value.
py::tuple check_output(const py::dict& given, const py::dict& extra, const py::object& seconds) {
    Request request(given);
    sp::Options& options = request.options;
    options.timeout = timeout_of(seconds);
    if (extra.contains("check"))
        options.check = extra["check"].cast<bool>();
    if (given.contains("stdout"))
        options.stdout_ = sp::DEVNULL; // passing it at all is the mistake, which in C++ does not compile
    if (extra.contains("input"))
        options.input = data_of(extra["input"]).value_or("");
    const std::string output = started(request, [&] { return sp::check_output(request.command, options); });
    const bool is_text =
        options.text || options.universal_newlines || options.encoding.given() || options.errors.given();
    return py::make_tuple(is_text, py::bytes(output));
}

std::pair<int, py::bytes> getstatusoutput(const py::object& command, const py::object& codec,
                                          const py::object& handler) {
    sp::Options options;
    if (!codec.is_none())
        options.encoding = codec.cast<std::string>();
    if (!handler.is_none())
        options.errors = handler.cast<std::string>();
    const std::string line = command_of(command).str();
    const auto [code, output] = without_gil([&] { return sp::getstatusoutput(line, options); });
    return {code, py::bytes(output)};
}

std::string list2cmdline(const py::list& words) {
    std::vector<std::string> list;
    for (const py::handle word : words)
        list.push_back(bytes_of(word));
    return sp::list2cmdline(list);
}

void bind_functions(py::module_& module) {
    module.def("call", &call);
    module.def("check_call", &check_call);
    module.def("run", &run);
    module.def("check_output", &check_output);
    module.def("getstatusoutput", &getstatusoutput);
    module.def("getoutput", [](const py::object& command, const py::object& codec, const py::object& handler) {
        return getstatusoutput(command, codec, handler).second;
    });
    module.def("list2cmdline", [](const py::list& words) { return py::bytes(list2cmdline(words)); });
}

// Texts, and what the suite's fixtures need ---------------------------------------------------------------------------

sp::CompletedProcess completed(const py::object& command, int code, const py::object& out, const py::object& err) {
    return {command_of(command), code, output_of(out), output_of(err)};
}

void bind_texts(py::module_& module) {
    module.def("called_process_error_what", [](int code, const py::object& command) {
        return std::string(sp::CalledProcessError(code, command_of(command)).what());
    });
    module.def("timeout_expired_what", [](const py::object& command, double seconds) {
        return std::string(sp::TimeoutExpired(command_of(command), seconds).what());
    });
    module.def("completed_process_repr", [](const std::string& name, const py::object& command, int code,
                                            const py::object& out, const py::object& err) {
        return renamed(printed(completed(command, code, out, err)), "CompletedProcess", name);
    });
    module.def("check_returncode",
               [](const py::object& command, int code, const py::object& out, const py::object& err) {
                   completed(command, code, out, err).check_returncode();
               });
}

void warn(sp::Warning category, std::string_view text, void*) {
    if (Py_IsFinalizing() != 0)
        return;
    const py::gil_scoped_acquire acquired;
    try {
        python_side().warn(category == sp::Warning::runtime ? "RuntimeWarning" : "ResourceWarning", std::string(text));
    } catch (py::error_already_set& error) { // warnings are errors, but the exception cannot be raised here
        error.discard_as_unraisable("warning");
    }
}

void set_python_side(py::object base, py::object called, py::object timeout, py::object warn_function) {
    python_side() = {std::move(base), std::move(called), std::move(timeout), std::move(warn_function)};
    sp::set_warning_handler(&warn, nullptr);
}

long long to_id(const py::int_& id) {
    const long long number = PyLong_AsLongLong(id.ptr());
    if (PyErr_Occurred() != nullptr)
        throw py::error_already_set();
    return number;
}

/// An entry in the list of abandoned children. The suite waits for each of them.
struct Abandoned {
    static void wait() {
        without_gil([] { sp::detail::wait_for_abandoned(); });
    }
};

void bind_fixtures(py::module_& module) {
    module.def("set_python_side", &set_python_side);
    module.def("to_id", &to_id);
    module.def("cleanup", [] { sp::cleanup(); });
    py::class_<Abandoned>(module, "Abandoned").def("wait", [](Abandoned&) { Abandoned::wait(); });
    module.def("active", [] {
        py::list children;
        for (std::size_t i = 0; i < sp::detail::abandoned_count(); ++i)
            children.append(Abandoned());
        return children;
    });
}

} // namespace

} // namespace conformance

PYBIND11_MODULE(subprocess_core, module) {
    using namespace conformance;
    py::register_exception_translator(translate);
    bind_streams(module);
    bind_popen(module);
    bind_functions(module);
    bind_texts(module);
    bind_fixtures(module);
}
