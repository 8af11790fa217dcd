#include "tracee.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <system_error>

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>

namespace faults {
namespace {

/// A process may have been killed since it stopped.
void ask(int request, pid_t pid, std::uintptr_t address, std::uintptr_t data) {
    const auto call = static_cast<__ptrace_request>(request);
    if (::ptrace(call, pid, reinterpret_cast<void*>(address), reinterpret_cast<void*>(data)) == -1 && errno != ESRCH)
        throw std::system_error(errno, std::generic_category(), "ptrace");
}

user_regs_struct registers_of(pid_t pid) {
    user_regs_struct registers{};
    ask(PTRACE_GETREGS, pid, 0, reinterpret_cast<std::uintptr_t>(&registers));
    return registers;
}

void set_registers(pid_t pid, user_regs_struct& registers) {
    ask(PTRACE_SETREGS, pid, 0, reinterpret_cast<std::uintptr_t>(&registers));
}

constexpr long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
constexpr long options_to_follow =
    options | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;

} // namespace

void seize(pid_t pid) {
    ask(PTRACE_SEIZE, pid, 0, options);
}

void follow_children(pid_t pid) {
    ask(PTRACE_SETOPTIONS, pid, 0, options_to_follow);
}

pid_t new_process(pid_t pid) {
    unsigned long number = 0;
    ask(PTRACE_GETEVENTMSG, pid, 0, reinterpret_cast<std::uintptr_t>(&number));
    return static_cast<pid_t>(number);
}

void Tracee::step(int signal) const {
    ask(PTRACE_SYSCALL, m_pid, 0, static_cast<std::uintptr_t>(signal));
}

void Tracee::run(int signal) const {
    ask(PTRACE_CONT, m_pid, 0, static_cast<std::uintptr_t>(signal));
}

void Tracee::stay_stopped() const {
    ask(PTRACE_LISTEN, m_pid, 0, 0);
    ::kill(m_pid, SIGCONT);
}

void Tracee::let_go(int signal) const {
    ask(PTRACE_DETACH, m_pid, 0, static_cast<std::uintptr_t>(signal));
}

std::optional<Call> Tracee::note_stop() {
    __ptrace_syscall_info info{};
    ask(PTRACE_GET_SYSCALL_INFO, m_pid, sizeof(info), reinterpret_cast<std::uintptr_t>(&info));
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) {
        finish_call();
        return {};
    }
    const long number = static_cast<long>(info.entry.nr);
    m_number = number;
    Call call{m_role, number, ++m_counts[number]};
    std::copy(std::begin(info.entry.args), std::end(info.entry.args), call.arguments.begin());
    return call;
}

void Tracee::strike(const Fault& fault) {
    if (fault.kind == Kind::signal) {
        ::kill(m_pid, fault.value);
        return;
    }
    if (fault.kind == Kind::short_transfer)
        return shorten();
    m_result = -fault.value;
    if (fault.kind == Kind::late_error)
        return;
    user_regs_struct registers = registers_of(m_pid);
    registers.orig_rax = static_cast<unsigned long long>(-1);
    set_registers(m_pid, registers);
}

/// The third argument is the count of bytes, except for pwritev2(), where the second one leads to it.
void Tracee::shorten() {
    user_regs_struct registers = registers_of(m_pid);
    if (m_number != SYS_pwritev2) {
        m_argument = registers.rdx;
        registers.rdx = registers.rdx == 0 ? 0 : 1;
        return set_registers(m_pid, registers);
    }
    m_changed_place = registers.rsi + sizeof(void*);
    m_changed_word = ::ptrace(PTRACE_PEEKDATA, m_pid, reinterpret_cast<void*>(m_changed_place), nullptr);
    ask(PTRACE_POKEDATA, m_pid, m_changed_place, m_changed_word == 0 ? 0 : 1);
}

/// Its code may not notice what we have done to its registers and its memory.
void Tracee::finish_call() {
    if (m_changed_place != 0)
        ask(PTRACE_POKEDATA, m_pid, m_changed_place, static_cast<std::uintptr_t>(m_changed_word));
    m_changed_place = 0;
    if (!m_result && !m_argument)
        return;
    user_regs_struct registers = registers_of(m_pid);
    registers.rax = m_result ? static_cast<unsigned long long>(*m_result) : registers.rax;
    registers.rdx = m_argument.value_or(registers.rdx);
    set_registers(m_pid, registers);
    m_result.reset();
    m_argument.reset();
}

} // namespace faults
