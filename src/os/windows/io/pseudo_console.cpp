#include "pseudo_console.hpp"

#include "duplicate.hpp"
#include "os/windows/failure.hpp"

#include <subprocess/error.hpp>

#include <mutex>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr detail::KeywordName pty_keyword{"pty"};

[[noreturn]] void throw_result(HRESULT result) {
    const auto error = static_cast<DWORD>(result);
    throw_windows_error(HRESULT_FACILITY(error) == FACILITY_WIN32 ? HRESULT_CODE(error) : error, pty_keyword);
}

} // namespace

COORD to_coord(TerminalSize size) {
    constexpr int largest = 32767;
    for (const int number : {size.rows, size.cols})
        if (number > largest)
            throw ValueError("on Windows a terminal has at most 32767 rows and columns, not " + std::to_string(number));
    return {static_cast<SHORT>(size.cols), static_cast<SHORT>(size.rows)};
}

/// The open console, and what closes it on a thread of the pool: made beforehand, so that closing cannot fail. A
/// callback that is pending keeps this object alive.
class PseudoConsole::Closing {
public:
    Closing()
        : m_wait(::CreateThreadpoolWait(&after, this, nullptr)),
          m_work(::CreateThreadpoolWork(&at_once, this, nullptr)) {
        const DWORD error = ::GetLastError();
        if (m_wait != nullptr && m_work != nullptr)
            return;
        close_objects();
        throw_windows_error(error, pty_keyword);
    }
    Closing(const Closing&) = delete;
    Closing& operator=(const Closing&) = delete;
    ~Closing() { close_objects(); } // a callback may close its own object

    void open(COORD size, NativeHandle input, NativeHandle output, Handle typed) {
        const HRESULT result = m_calls.create(size, input, output, 0, &m_console);
        if (FAILED(result))
            throw_result(result);
        m_typed = std::move(typed);
    }

    void* get() const noexcept { return m_console; }

    void begin_after(Handle process, std::shared_ptr<Closing> self) noexcept {
        m_process = std::move(process);
        m_pending_wait = std::move(self);
        ::SetThreadpoolWait(m_wait, m_process.get(), nullptr);
    }

    void begin(std::shared_ptr<Closing> self) noexcept {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_console == nullptr || m_pending_work != nullptr)
            return;
        m_pending_work = std::move(self);
        ::SubmitThreadpoolWork(m_work);
    }

    void resize(COORD size) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_console == nullptr)
            throw ValueError("the child's terminal is closed");
        const HRESULT result = m_calls.resize(m_console, size);
        if (FAILED(result))
            throw_result(result);
    }

private:
    static void CALLBACK after(PTP_CALLBACK_INSTANCE instance, void* closing, PTP_WAIT, TP_WAIT_RESULT) {
        run(instance, *static_cast<Closing*>(closing), &Closing::m_pending_wait);
    }
    static void CALLBACK at_once(PTP_CALLBACK_INSTANCE instance, void* closing, PTP_WORK) {
        run(instance, *static_cast<Closing*>(closing), &Closing::m_pending_work);
    }

    static void run(PTP_CALLBACK_INSTANCE instance, Closing& closing, std::shared_ptr<Closing> Closing::*pending) {
        ::CallbackMayRunLong(instance);
        closing.close();
        const std::shared_ptr<Closing> last = std::move(closing.*pending);
    }

    void close() noexcept {
        void* const console = take();
        if (console == nullptr)
            return;
        m_calls.close(console);
        m_typed.close();
    }

    void* take() noexcept {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return std::exchange(m_console, nullptr);
    }

    void close_objects() noexcept {
        if (m_wait != nullptr)
            ::CloseThreadpoolWait(m_wait);
        if (m_work != nullptr)
            ::CloseThreadpoolWork(m_work);
    }

    const PseudoConsoleCalls m_calls = pseudo_console_calls();
    const PTP_WAIT m_wait;
    const PTP_WORK m_work;
    std::mutex m_mutex;
    void* m_console = nullptr; ///< guarded by the mutex once a callback can run; null: nobody may use it any more
    Handle m_typed, m_process;
    std::shared_ptr<Closing> m_pending_wait, m_pending_work;
};

PseudoConsole::PseudoConsole(TerminalSize size, Handle input, Handle output, Handle typed)
    : m_size(to_coord(size)), m_input(std::move(input)), m_output(std::move(output)), m_typed(std::move(typed)) {}

void PseudoConsole::open() {
    const auto closing = std::make_shared<Closing>();
    closing->open(m_size, m_input.get(), m_output.get(), std::move(m_typed));
    m_closing = closing;
    m_input.close(); // the console has its own
    m_output.close();
}

void* PseudoConsole::get() const noexcept {
    return m_closing->get();
}

void PseudoConsole::close_after(NativeHandle process) {
    m_closing->begin_after(duplicate(process, Inheritable::no), m_closing);
}

void PseudoConsole::hang_up() noexcept {
    if (m_closing != nullptr)
        m_closing->begin(m_closing);
}

void PseudoConsole::resize(TerminalSize size) {
    m_closing->resize(to_coord(size));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
