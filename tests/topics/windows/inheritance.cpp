// The handles that a child inherits.
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

#include <algorithm>

using namespace subprocess;
using namespace tests;

namespace {

Handle make_event(bool inheritable) {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, inheritable};
    return Handle(::CreateEventW(&attributes, TRUE, FALSE, nullptr));
}

std::string number_of(const Handle& handle) {
    return std::to_string(reinterpret_cast<std::intptr_t>(handle.get()));
}

StartupInfo listing(std::vector<void*> handles) {
    StartupInfo info;
    info.lpAttributeList.handle_list = std::move(handles);
    return info;
}

std::vector<std::string> asks_for(const Handle& handle) {
    return child("handle", number_of(handle));
}

/// Replaces one of our standard handles during its lifetime.
class Replaced {
public:
    Replaced(DWORD stream, HANDLE handle) : m_stream(stream), m_saved(::GetStdHandle(stream)) {
        ::SetStdHandle(stream, handle);
    }
    Replaced(const Replaced&) = delete;
    Replaced& operator=(const Replaced&) = delete;
    ~Replaced() { ::SetStdHandle(m_stream, m_saved); }

private:
    DWORD m_stream;
    HANDLE m_saved;
};

} // namespace

TEST_CASE_METHOD(Census, "a missing standard stream becomes the null device", "[py-231]") {
    const HANDLE missing = GENERATE(HANDLE(nullptr), INVALID_HANDLE_VALUE, reinterpret_cast<HANDLE>(0x77770));
    const Replaced in(STD_INPUT_HANDLE, missing), out(STD_OUTPUT_HANDLE, missing), err(STD_ERROR_HANDLE, missing);
    CHECK(check_output(child("until", 0, "to", 1, "out", "to", 2, "err")) == "out");
    const CompletedProcess done = run(child("to", 1, "out", "to", 2, "err"), stdin_ = DEVNULL, stderr_ = PIPE);
    CHECK(done.returncode == 0);
    CHECK(done.stderr_ == "err");
    CHECK(run(child("to", 1, "out", "to", 2, "err"), stdin_ = DEVNULL, stderr_ = STDOUT).returncode == 0);
}

TEST_CASE_METHOD(Census, "redirecting to a handle does not make it inheritable", "[py-231]") {
    Pipe pipe;
    run(child("to", 1, "x"), stdout_ = pipe.writer);
    DWORD flags = HANDLE_FLAG_INHERIT;
    CHECK(::GetHandleInformation(pipe.writer.get(), &flags));
    CHECK((flags & HANDLE_FLAG_INHERIT) == 0);
    CHECK(pipe.read() == "x");
}

TEST_CASE_METHOD(Census, "inheritable handles are not inherited unless requested", "[py-231][py-233]") {
    const Handle event = make_event(true);
    CHECK(check_output(asks_for(event)) == "none");
    CHECK(check_output(asks_for(event), close_fds = false) == "open");
}

TEST_CASE_METHOD(Census, "the ends of a pipe are not inheritable, and a child that is given one uses it directly") {
    auto [reader, writer] = subprocess::pipe();
    for (const NativeHandle end : {reader.native_handle(), writer.native_handle()}) {
        DWORD flags = HANDLE_FLAG_INHERIT;
        CHECK(::GetHandleInformation(end, &flags));
        CHECK((flags & HANDLE_FLAG_INHERIT) == 0);
    }
    Popen process(child("until", 0), stdin_ = reader);
    DWORD written = 0;
    CHECK(::WriteFile(writer.native_handle(), "x", 1, &written, nullptr));
    writer.close();
    CHECK(process.wait() == 0);
}

TEST_CASE_METHOD(Census, "a CLOSED stream is a null handle in the child", "") {
    const CompletedProcess done = run(child("cat"), stdin_ = CLOSED, capture_output = true);
    CHECK(done.stderr_ == "child: read: error " + std::to_string(ERROR_INVALID_HANDLE) + '\n');
}

TEST_CASE_METHOD(Census, "only the handles in handle_list are inherited", "[py-233][lesson-13]") {
    const Handle listed = make_event(true), other = make_event(true);
    const StartupInfo info = listing({listed.get()});
    CHECK(check_output(asks_for(listed), startupinfo = info) == "open");
    CHECK(check_output(asks_for(other), startupinfo = info) == "none");
    CHECK(info.lpAttributeList.handle_list == std::vector<void*>{listed.get()}); // Popen works on a copy
}

TEST_CASE_METHOD(Census, "a handle may be listed twice", "[py-233]") {
    const Handle listed = make_event(true);
    CHECK(check_output(asks_for(listed), startupinfo = listing({listed.get(), listed.get()})) == "open");
}

TEST_CASE_METHOD(Census, "an empty handle_list is the same as none", "[py-232]") {
    CHECK(check_output(child("to", 1, "x"), startupinfo = StartupInfo()) == "x");
    CHECK(check_output(child("to", 1, "x"), startupinfo = None) == "x");
}

TEST_CASE_METHOD(Census, "handle_list overrides close_fds, with a warning", "[py-234]") {
    const Handle listed = make_event(true), other = make_event(true);
    Listener listener;
    const std::string answer = check_output(asks_for(other), startupinfo = listing({listed.get()}), close_fds = false);
    CHECK(answer == "none");
    CHECK(listener.heard == "RuntimeWarning: startupinfo.lpAttributeList['handle_list'] overriding close_fds");
}

TEST_CASE_METHOD(Census, "a handle in the list that is not inheritable is refused", "[py-233]") {
    const Handle mine = make_event(false);
    const auto error = thrown<OSError>([&] { run(child("exit", 0), startupinfo = listing({mine.get()})); });
    CHECK(error.winerror == ERROR_INVALID_PARAMETER);
    CHECK(error.code() == std::errc::invalid_argument);
    CHECK_THAT(error.what(), EndsWith(": startupinfo"));
}

TEST_CASE_METHOD(Census, "a closed handle in the list is refused", "") {
    Handle closed = make_event(true);
    const NativeHandle number = closed.get();
    closed.close();
    const auto error = thrown<OSError>([&] { run(child("exit", 0), startupinfo = listing({number})); });
    CHECK(error.winerror == ERROR_INVALID_HANDLE);
    CHECK(error.code() == std::errc::bad_file_descriptor);
}

TEST_CASE_METHOD(Census, "two threads of a child can read from one of our streams at the same time", "[py-233]") {
    Popen writer(child("repeat", 1, 200000, "text"), stdout_ = PIPE);
    Popen reader(child("read-twice"), stdin_ = writer.stdout_, stdout_ = PIPE);
    writer.stdout_.close();
    CHECK(reader.communicate().stdout_ == "800000");
}

TEST_CASE_METHOD(Census, "two threads of a child can write to one of our streams at the same time", "[py-233]") {
    Popen reader(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    Popen writer(child("write-twice", 100), stdout_ = reader.stdin_, stderr_ = STDOUT);
    reader.stdin_.close();
    const Output all = reader.communicate().stdout_;
    CHECK(std::count(all->begin(), all->end(), 'a') == 100000);
    CHECK(std::count(all->begin(), all->end(), 'b') == 100000);
}

TEST_CASE_METHOD(Census, "stderr = STDOUT is relayed with a stdout that is one of our streams", "") {
    Popen reader(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    Popen writer(child("same-pipe"), stdout_ = reader.stdin_, stderr_ = STDOUT);
    reader.stdin_.close();
    CHECK(reader.communicate().stdout_ == "same");
}
