#include "fake_os/fake_os.hpp"

#include "os/ask.hpp"
#include "os/cancellation.hpp"
#include "os/converter.hpp"
#include "os/memory.hpp"
#include "os/polled_pump.hpp"
#include "os/trigger.hpp"
#include "os/wait_for.hpp"

#include "codecs/ascii.hpp"
#include "python/raise.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

using tests::fake_os;
using tests::handle_of;
using tests::name_of;
using tests::number_of;

namespace {

void note(std::string call) {
    fake_os().calls.push_back(std::move(call));
}

Handle new_handle() {
    fake_os().open_handles.push_back(++fake_os().last_handle);
    return Handle(handle_of(fake_os().last_handle));
}

class FakeProcess final : public Process {
public:
    explicit FakeProcess(const Start& start) noexcept
        : Process(4711), m_has_tree(start.tree), m_has_terminal(start.terminal.has_value()) {}

    std::optional<Ended> wait(Deadline deadline) override {
        note("wait " + name_of(deadline));
        if (!deadline.is_never())
            fake_os().longest_wait =
                std::max(fake_os().longest_wait, std::chrono::duration<double>(deadline.remaining()).count());
        const std::optional<int> code = fake_os().on_wait ? fake_os().on_wait(deadline) : std::optional<int>(0);
        if (!code)
            return {};
        return Ended{*code, fake_os().status_is_lost, fake_os().usage};
    }

    void send_signal(int number) override {
        note("signal " + std::to_string(number));
        if (fake_os().on_signal)
            fake_os().on_signal(number);
    }

    bool ask_to_end(int number) override {
        note("ask " + std::to_string(number));
        if (fake_os().on_ask)
            fake_os().on_ask(number);
        return fake_os().can_be_asked;
    }

    NativeHandle native_handle() const noexcept override { return fake_os().exit_handle; }

    bool has_tree() const noexcept override { return m_has_tree; }

    bool wait_for_tree(Deadline deadline) override {
        if (!m_has_tree)
            return Process::wait_for_tree(deadline);
        note("wait_for_tree " + name_of(deadline));
        return !fake_os().on_wait_for_tree || fake_os().on_wait_for_tree(deadline);
    }

    void kill_tree() override {
        if (!m_has_tree)
            return Process::kill_tree();
        note("kill_tree");
        if (fake_os().on_kill_tree)
            fake_os().on_kill_tree();
    }

    int left_behind() const noexcept override { return fake_os().left_behind; }

    void hang_up() noexcept override {
        if (m_has_terminal)
            note("hang_up");
    }

    void release() override { note("release"); }

private:
    const bool m_has_tree, m_has_terminal;
};

} // namespace

Pipe open_pipe(Access ours, std::optional<int>) {
    note(ours == Access::read ? "open_pipe read" : "open_pipe write");
    if (fake_os().on_open_pipe)
        fake_os().on_open_pipe();
    Handle first = new_handle();
    return {std::move(first), new_handle()};
}

FilePipe open_file_pipe(std::optional<int>) {
    note("open_file_pipe");
    Handle first = new_handle();
    return {std::move(first), new_handle()};
}

Handle open_file(const std::string& path, const FileMode&) {
    note("open_file " + path);
    return new_handle();
}

Handle open_null_device() {
    note("open_null_device");
    return new_handle();
}

NativeHandle standard_stream(Stdio which) noexcept {
    return handle_of(static_cast<int>(which));
}

int close(NativeHandle handle) noexcept {
    note("close " + std::to_string(number_of(handle)));
    auto& open_handles = fake_os().open_handles;
    open_handles.erase(std::remove(open_handles.begin(), open_handles.end(), number_of(handle)), open_handles.end());
    return 0;
}

std::size_t read_some(NativeHandle, char*, std::size_t) {
    note("read");
    return 0;
}

std::size_t read_some(NativeHandle, std::string&, std::size_t) {
    note("read");
    return 0;
}

std::optional<std::size_t> read_some(NativeHandle, std::string& bytes, std::size_t size, Deadline deadline) {
    note("read " + name_of(deadline));
    return fake_os().on_read ? fake_os().on_read(bytes, size) : 0;
}

std::optional<std::size_t> read_what_is_there(NativeHandle, std::string&) {
    return {};
}

std::size_t write_some(NativeHandle, std::string_view bytes) {
    note("write " + std::string(bytes));
    return bytes.size();
}

Handle duplicate(NativeHandle handle) {
    note("duplicate " + std::to_string(number_of(handle)));
    return new_handle();
}

bool can_be_waited_for(NativeHandle, Access) {
    return fake_os().can_be_waited_for;
}

std::size_t read_file(NativeHandle, char*, std::size_t) {
    note("read_file");
    return 0;
}

void write_file(NativeHandle, std::string_view bytes) {
    note("write_file " + std::string(bytes));
}

bool exchange(const Exchange& exchange) {
    note("exchange " + name_of(exchange.deadline));
    if (fake_os().on_exchange)
        return fake_os().on_exchange(exchange);
    for (const Flow& flow : exchange) {
        if (!flow.is_open())
            continue;
        if (flow.source != nullptr && !flow.source->next().empty())
            note("write " + tests::send(flow, flow.source->next().size()));
        flow.stream->close();
    }
    return true;
}

void wait_for(std::vector<Watched>& all, const Deadline& deadline) {
    note("wait_for " + std::to_string(all.size()) + " " + name_of(deadline));
    if (fake_os().on_wait_for)
        return fake_os().on_wait_for(all, deadline);
    for (Watched& one : all)
        one.is_ready = true;
}

std::size_t count_usable_cpus() {
    return fake_os().cpus;
}

std::unique_ptr<Pump> open_pump(const Flow* flows, std::size_t count) {
    return std::make_unique<PolledPump>(flows, count, exchange);
}

std::uint64_t inherited_peak() noexcept {
    return fake_os().own_peak;
}

void validate(const Start& start) {
    note("validate");
    if (fake_os().on_validate)
        fake_os().on_validate(start);
}

void require_signal(int) {}

int returncode_of(int signal) noexcept {
    return -signal;
}

bool Process::ask_to_end(int) {
    return false;
}

std::unique_ptr<Process> spawn(const Start& start) {
    note("spawn");
    if (fake_os().on_spawn)
        fake_os().on_spawn(start);
    return std::make_unique<FakeProcess>(start);
}

Trigger::Trigger() = default;
void Trigger::pull() noexcept {
    m_is_pulled = true;
}

int own_process_id() noexcept {
    return fake_os().own_process_id;
}

NotCancellable::NotCancellable() noexcept = default;
NotCancellable::~NotCancellable() = default;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
