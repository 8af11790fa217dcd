/// \file
/// Popen: a child process.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/callbacks.hpp>
#include <subprocess/codes.hpp>
#include <subprocess/command.hpp>
#include <subprocess/given.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/popen_parts.hpp>
#include <subprocess/positional.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/result.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/values.hpp>

#include <initializer_list>
#include <iosfwd>
#include <optional>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

class CompletedProcess;

/// A child process, started by the constructor. It is Python's class of that name.
///
/// The destructor does what the end of Python's `with` does: it closes the pipes and waits. With `tree` it ends the
/// program and all that it has started, as stop() does; call wait() first if the program has more to do. detach() lets
/// the child live on. Sinks and a source are served in communicate(), wait() and stop() only. A Popen can be moved,
/// which leaves the source without a child, but not copied. On a Popen that was moved from or detached, whatever needs
/// the child throws ValueError.
///
/// Several threads may call poll(), wait(), send_signal(), terminate() and kill() at once. All else is for one thread
/// at a time; moving, assigning or destroying a Popen that another thread is using is undefined. A signal never reaches
/// another process that got the pid later.
class Popen {
public:
    /// Starts `command`; returns when the program runs or the start has failed. Takes the keywords of Python's Popen.
    /// \throws OSError if exec, chdir or the kernel fails; ValueError or LookupError for arguments that make no sense,
    /// before anything is opened; SubprocessError if preexec_fn throws; what an audit hook throws. No child and no
    /// descriptor is left behind
    template <class... K> [[nodiscard]] explicit Popen(Args command, K&&... arguments) {
        start_checked(command, detail::Call<detail::fn_popen, K...>(static_cast<K&&>(arguments)...).keywords());
    }
    // Without it, g++ reads Popen({"ls", "-l"}) as a move from Popen("ls", "-l").
    template <class... K> [[nodiscard]] explicit Popen(std::initializer_list<arg::Word> command, K&&... arguments) {
        start_checked(Args(command), detail::Call<detail::fn_popen, K...>(static_cast<K&&>(arguments)...).keywords());
    }

    Popen(const Popen&) = delete;
    Popen& operator=(const Popen&) = delete;
    Popen(Popen&& other) noexcept;
    /// Does what the destructor does before it takes over the child.
    Popen& operator=(Popen&& other) noexcept;
    /// Closes stdout_, stderr_ and stdin_, then waits for the child, or ends the tree. Never throws.
    ~Popen();

    /// The command as it was given.
    Command args;
    /// \name Streams
    /// \{
    /// A stream that was not redirected to a PIPE compares equal to None, also if it has a sink or a source. With
    /// `pty`, what is not given otherwise is the terminal: stdin_, and for both outputs stdout_.
    Writer stdin_;
    Reader stdout_, stderr_;
    /// \}
    /// The process id. It stays after the child has ended, when the system may have given it to another process.
    int pid = 0;
    /// None until poll(), wait() or communicate() has seen the child end.
    ReturnCode returncode;
    /// The time and the memory that the child took. None until poll(), wait() or communicate() has seen the child end,
    /// and if it was reaped outside this library. A thread may read it once a call of its own has seen the end.
    std::optional<Usage> usage;
    /// As they were given to the constructor: a name or None.
    Output encoding, errors;
    /// True if the streams carry text, whichever keyword turned text mode on.
    bool text_mode = false;
    /// The pipe size in bytes, as it was given; -1 means the system's own size.
    int pipesize = -1;
    /// Set by communicate(): with `drain`, whether it left pipes before their end, since another process held them.
    bool leaked = false;
    /// Set by communicate() and stop(): with `tree`, how many processes were ended after the program.
    int left_behind = 0;
    /// Set by communicate() and stop(): with `tree`, the usage of all its processes; None if the system has none.
    std::optional<Usage> tree_usage = {};

    /// Checks whether the child has ended, and if so reaps it.
    /// \return its return code, or None
    /// \throws OSError if the system cannot tell
    ReturnCode poll();

    /// Waits for the child: without a limit, or with one: `wait(5s)`, `wait(0.5)`, `wait(timeout = 5s)`. It also takes
    /// `cancel`. It reads no pipe, so a child that fills one never ends: use communicate(). But it serves sinks and a
    /// source until the ends of their streams; if several threads wait, one of them does so, and the others wait for
    /// the child only. After an exception the child still runs. \return the return code \throws TimeoutExpired,
    /// Cancelled, OutputLimitExceeded; ValueError for NaN, and in a callback of this child; what a sink or source
    /// throws
    int wait() { return wait_with(detail::Keywords(nullptr, 0)); }
    template <class T, class... K> int wait(T&& limit, K&&... others) {
        return detail::with_wait_arguments([this](const detail::Keywords& all) { return wait_with(all); },
                                           static_cast<T&&>(limit), static_cast<K&&>(others)...);
    }

    /// Sends the input, reads stdout_ and stderr_ to their ends, serves sinks and a source, and waits, all at the same
    /// time.
    ///
    /// Arguments go by position or by keyword: `communicate(data, 5s)`, `communicate(input = data, timeout = 5s)`. It
    /// also takes `idle_timeout` and `cancel`. The pipes are closed when all is done. After TimeoutExpired and
    /// Cancelled the child still runs, the exception holds what was read so far, and the next communicate() continues
    /// where this one stopped: nothing is lost, in either direction. After OutputLimitExceeded the child still runs,
    /// too; the next communicate() throws the same, and read() goes on where this one stopped. After what a sink or
    /// source has thrown the child runs as well, and a call goes on without it. A call after the end returns empty
    /// strings. Input that the child does not read is dropped silently, and so is input without `stdin_ = PIPE`. With
    /// `tree`, what the program has left behind is ended before the pipes are read to their ends, which the timeout
    /// does not cover. With `drain`, another process that holds the pipes does not delay it for longer. \return what
    /// was read; None for a stream that is neither a PIPE nor captured by a sink \throws TimeoutExpired, Cancelled,
    /// OutputLimitExceeded, OSError, UnicodeDecodeError, UnicodeEncodeError; ValueError for new input after a timeout,
    /// for NaN, and in a callback of this child; what a sink or source throws
    Outputs communicate() { return communicate_with(detail::Keywords(nullptr, 0)); }
    Outputs communicate(const arg::Bytes& data, const Timeout& limit = None_t(0)) {
        const detail::Slot passed[] = {{detail::kw::input::id, &data}, {detail::kw::timeout::id, &limit}};
        return communicate_with(detail::Keywords(passed, 2));
    }
    template <class K, class... L>
    Outputs communicate(const arg::Bytes& data, detail::Given<K>&& first, L&&... others) {
        return communicate(detail::Given<detail::kw::input>{data}, static_cast<detail::Given<K>&&>(first),
                           static_cast<L&&>(others)...);
    }
    template <class K, class... L> Outputs communicate(detail::Given<K>&& first, L&&... others) {
        const detail::Call<detail::fn_communicate, detail::Given<K>, L...> call(static_cast<detail::Given<K>&&>(first),
                                                                                static_cast<L&&>(others)...);
        return communicate_with(call.keywords());
    }

    /// \name Without exceptions
    /// \{
    /// As the constructor, wait() and communicate(), with the same arguments, but what those throw is in the Result. A
    /// child that goes on after an exception goes on after a Failure, too. See docs/no_exceptions.md.
    template <class... K> static detail::Late<Result<Popen>, K...> try_start(Args command, K&&... arguments) noexcept {
        return start_or_fail(command, detail::Call<detail::fn_popen, K...>(static_cast<K&&>(arguments)...).keywords());
    }
    template <class... T> detail::Late<Result<int>, T...> try_wait(T&&... arguments) noexcept {
        return detail::with_wait_arguments([this](const auto& all) { return wait_or_fail(all); },
                                           static_cast<T&&>(arguments)...);
    }
    template <class... T> detail::Late<Result<Outputs>, T...> try_communicate(T&&... arguments) noexcept {
        return detail::with_communicate_arguments([this](const auto& all) { return communicate_or_fail(all); },
                                                  static_cast<T&&>(arguments)...);
    }
    /// \}

    /// Sends a signal by its number in `<csignal>`; does nothing if the child has ended. With `tree` it goes to all
    /// that live, also after the program has ended, and so do terminate() and kill(). \throws OSError, ValueError
    void send_signal(int number);
    /// Changes the size of the child's terminal (`pty`), in characters from 1 to 65535, and sends its program SIGWINCH.
    /// On Windows up to 32767, without that signal, and not after detach().
    /// \throws ValueError for another size, without `pty`, and once all streams of the terminal are closed; OSError
    void resize(int rows, int cols);
    /// Asks the child to end, with SIGTERM. On Windows the same as kill(). \throws OSError
    void terminate();
    /// Ends the child with SIGKILL, on Windows with TerminateProcess. wait() reaps it. Without `tree`, processes that
    /// it has started keep running. \throws OSError
    void kill();
    /// Asks the child, or the whole tree, to end by the steps of `grace`, which is done as soon as all have ended; then
    /// kills. Meanwhile it reads stdout_ and stderr_, and communicate() returns what they said. It takes at most the
    /// time of the steps and 2 seconds.
    /// \return the return code
    /// \throws OSError if one may not be signalled; TimeoutExpired if one does not end although it was killed
    int stop();

    /// Lets the child, or the whole tree, live on; a later start or cleanup() reaps it. \return its pid
    int detach() noexcept;

    /// A handle that becomes ready when the child ends: a pidfd on Linux, a HANDLE on Windows. The Popen still owns it.
    /// \return -1 where the system has none, after detach(), and once a wait or signal has found that others closed it
    NativeHandle native_handle() const noexcept;

private:
    friend class detail::AwaitedChildren;
    friend class detail::PopenStart;
    friend class detail::Calls;
    friend class detail::CommunicateCall;
    friend class detail::Communicating;
    friend class detail::CommunicationState;
    friend class detail::EndOfCall;
    friend class detail::Expecting; // expect.hpp
    friend class detail::RunningState;

    Popen() = default;

    static Popen started(const Args& command, const detail::Keywords& keywords);
    CompletedProcess complete(Outputs&& outputs, bool is_checked, const arg::Codes* codes);
    /// For run() and call(): like communicate() and wait(), but a child that would be left is ended first.
    Outputs communicate_or_end(const arg::Bytes& data, detail::Bounds& bounds);
    int wait_or_end(detail::Bounds& bounds);
    /// Ends and reaps the child, or its tree, or abandons it if that fails. \return all that was in the pipes
    Outputs end_and_collect(const detail::Bounds& bounds) noexcept;

    void start_checked(const Args& command, const detail::Keywords& keywords);
    static Result<Popen> start_or_fail(const Args& command, const detail::Keywords& keywords) noexcept;
    Result<int> wait_or_fail(const detail::Keywords& keywords) noexcept;
    Result<Outputs> communicate_or_fail(const detail::Keywords& keywords) noexcept;
    void note_terminal(const detail::os::Start& request) noexcept;
    void note_standstill() noexcept;
    std::optional<int> wait_until(const detail::Deadline& deadline);
    std::optional<int> wait_within(detail::Bounds& bounds);
    int wait_with(const detail::Keywords& keywords);
    std::optional<int> serve_and_wait(detail::Bounds& bounds);
    bool has_failed(const arg::Codes* codes) const;
    std::optional<Outputs> communicate_within(const arg::Bytes& data, detail::Bounds& bounds);
    Outputs communicate_with(const detail::Keywords& keywords);
    void require_pipe_for_idle_timeout(const detail::Keywords& keywords) const;
    Handle* terminal_output() noexcept;
    NativeHandle open_terminal(const char* complaint);
    bool await_no_echo(const Timeout& limit);
    detail::TransferLimits transfer_limits(detail::Activity* activity = nullptr) const;
    static detail::ReadStream read_stream(Reader& reader);
    Outputs received_so_far() const;
    Outputs take_received();
    void describe_tree();
    void end_leftovers(const detail::Bounds& bounds);
    void conclude_leftovers(const detail::Ending& ending);
    bool end(detail::Ending& ending) noexcept;
    void conclude_end(bool has_ended) noexcept;
    void close_exceeded(const detail::Bounds& bounds) noexcept;
    void end_tree() noexcept;
    bool has_member();
    void collect_what_is_there() noexcept;
    void finish() noexcept;
    detail::ChildProcess& child() const;

    detail::ChildProcess* m_child = nullptr;
};

/// Writes Python's repr: `<Popen: returncode: None args: ['ls', '-l']>`.
std::ostream& operator<<(std::ostream& out, const Popen& process);

} // namespace v1
} // namespace subprocess
