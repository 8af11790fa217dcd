// Systems that cannot start a process (WASI, Emscripten). Everything compiles, and every start fails with ENOTSUP.
#include "os/cancellation.hpp"
#include "os/memory.hpp"
#include "os/process.hpp"
#include "os/pump.hpp"
#include "os/ready_set.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "os/terminal.hpp"
#include "os/token_pool.hpp"
#include "os/trigger.hpp"
#include "os/wait_for.hpp"

#include "python/raise.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

[[noreturn]] void refuse() {
    throw_os_error(std::make_error_code(std::errc::not_supported));
}

} // namespace

Pipe open_pipe(Access, std::optional<int>) {
    refuse();
}

FilePipe open_file_pipe(std::optional<int>) {
    refuse();
}

Terminal open_terminal(const TerminalSettings&) {
    refuse();
}

void resize_terminal(Process*, NativeHandle, TerminalSize) {
    refuse();
}

Typing typing_at(NativeHandle) noexcept {
    return {};
}

char enter_key() noexcept {
    return '\n';
}

bool is_hung_up(NativeHandle) {
    return false;
}

std::size_t longest_typed_line() noexcept {
    return 0;
}

Handle open_file(const std::string&, const FileMode&) {
    refuse();
}

Handle open_null_device() {
    refuse();
}

NativeHandle standard_stream(Stdio) noexcept {
    return detail::no_handle;
}

int close(NativeHandle) noexcept {
    return 0;
}

std::unique_ptr<Pump> open_pump(const Flow*, std::size_t) {
    refuse();
}

char* map_pages(std::size_t) noexcept {
    return nullptr;
}

void unmap_pages(char*, std::size_t) noexcept {}

void prefer_huge_pages(char*, std::size_t) noexcept {}

std::uint64_t inherited_peak() noexcept {
    return 0;
}

std::size_t read_some(NativeHandle, char*, std::size_t) {
    refuse();
}

std::size_t read_some(NativeHandle, std::string&, std::size_t) {
    refuse();
}

std::optional<std::size_t> read_some(NativeHandle, std::string&, std::size_t, Deadline) {
    refuse();
}

std::optional<std::size_t> read_what_is_there(NativeHandle, std::string&) {
    refuse();
}

std::size_t write_some(NativeHandle, std::string_view) {
    refuse();
}

Handle duplicate(NativeHandle) {
    refuse();
}

bool can_be_waited_for(NativeHandle, Access) {
    return false;
}

std::size_t read_file(NativeHandle, char*, std::size_t) {
    refuse();
}

void write_file(NativeHandle, std::string_view) {
    refuse();
}

void wait_for(std::vector<Watched>&, const Deadline&) {
    refuse();
}

std::size_t count_usable_cpus() {
    return 1;
}

bool exchange(const Exchange&) {
    refuse();
}

void validate(const Start&) {
    refuse();
}

void require_signal(int) {}

bool is_hang_up(int) noexcept {
    return false;
}

int returncode_of(int signal) noexcept {
    return -signal;
}

bool Process::ask_to_end(int) {
    return false;
}

std::unique_ptr<Process> spawn(const Start&) {
    refuse();
}

std::unique_ptr<PendingStart> begin_spawn(const Start&) {
    refuse();
}

NotCancellable::NotCancellable() noexcept = default;

NotCancellable::~NotCancellable() = default;

std::unique_ptr<ReadySet> make_ready_set() {
    refuse();
}

std::unique_ptr<ReadySet> open_lasting_ready_set() {
    refuse();
}

std::unique_ptr<TokenPool> open_token_pool(const std::string&) {
    refuse();
}

Trigger::Trigger() = default;

void Trigger::pull() noexcept {
    m_is_pulled = true;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
