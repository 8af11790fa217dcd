/// \file
/// Operation: drives what goes in steps by the events of an execution context, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/asio/watches.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

/// Makes steps of a Task whenever something is ready, and then calls the handler. The waits that are under way own it,
/// so it is destroyed with the execution context, and the Task with it.
///
/// A Task has step(), interests(), deadline(), cancel() and result(). The steps are made on a strand, because a context
/// may have several threads.
template <class Task, class Handler> class Operation : public std::enable_shared_from_this<Operation<Task, Handler>> {
public:
    using Result = decltype(std::declval<Task&>().result());

    /// Without a task it delivers the error.
    Operation(Handler handler, const net::any_io_executor& executor, std::unique_ptr<Task> task,
              std::exception_ptr error)
        : m_handler(std::move(handler)), m_handler_work(net::get_associated_executor(m_handler, executor)),
          m_strand(executor), m_task(std::move(task)), m_error(std::move(error)), m_watches(m_strand),
          m_timer(m_strand) {}

    void begin() {
        watch_slot();
        net::post(m_strand, [self = this->shared_from_this()] { self->go_on(); });
    }

private:
    using HandlerExecutor = typename net::associated_executor<Handler, net::any_io_executor>::type;

    void go_on() {
        if (m_is_over)
            return; // this wait had ended before the others were told to
        Result result{};
        try {
            if (m_error == nullptr && !m_task->step())
                return wait();
            if (m_error == nullptr)
                result = m_task->result();
        } catch (...) {
            m_error = std::current_exception();
        }
        finish(std::move(result));
    }

    void wait() {
        m_watches.watch(m_task->interests());
        m_watches.async_wait([self = this->shared_from_this()](NetError error) { self->wake_up(error); });
        if (m_due != m_task->deadline())
            wait_until(m_task->deadline());
    }

    void wait_until(const std::optional<std::chrono::steady_clock::time_point>& due) {
        m_due = due;
        m_timer.cancel();
        if (!due)
            return;
        m_timer.expires_at(*due);
        m_timer.async_wait([self = this->shared_from_this()](NetError error) {
            if (!error)
                self->m_due.reset();
            self->wake_up(error);
        });
    }

    void wake_up(NetError error) {
        if (error == net::error::operation_aborted)
            return;
        if (error)
            m_error = std::make_exception_ptr(NetSystemError(error));
        go_on();
    }

    /// The operation is over before the handler is called, which may be in another thread.
    void finish(Result&& result) {
        m_is_over = true;
        m_task.reset();
        m_watches.clear();
        m_timer.cancel();
        const HandlerExecutor executor = m_handler_work.get_executor();
        net::dispatch(executor, [handler = std::move(m_handler), work = std::move(m_handler_work),
                                 error = std::move(m_error), result = std::move(result)]() mutable {
            forget_slot(handler);
            work.reset();
            std::move(handler)(std::move(error), std::move(result));
        });
    }

#if SUBPROCESS_ASIO_HAS_SLOTS
    void watch_slot() {
        auto slot = net::get_associated_cancellation_slot(m_handler);
        if (!slot.is_connected())
            return;
        slot.assign([weak = this->weak_from_this()](net::cancellation_type_t type) {
            const auto self = weak.lock();
            if (self != nullptr && is_meant(type))
                net::post(self->m_strand, [self] { self->cancel(); });
        });
    }

    /// Who asks for `total` alone wants all or nothing.
    static bool is_meant(net::cancellation_type_t type) {
        using Type = net::cancellation_type;
        const auto meant = Type::terminal | Type::partial | (Task::has_effects ? Type::none : Type::total);
        return (type & meant) != Type::none;
    }

    static void forget_slot(const Handler& handler) {
        auto slot = net::get_associated_cancellation_slot(handler);
        if (slot.is_connected())
            slot.clear();
    }

    void cancel() {
        if (m_task != nullptr)
            m_task->cancel();
        go_on();
    }
#else
    void watch_slot() {}
    static void forget_slot(const Handler&) {}
#endif

    Handler m_handler; // the first, because it may own what the task refers to
    net::executor_work_guard<HandlerExecutor> m_handler_work;
    net::strand<net::any_io_executor> m_strand;
    std::unique_ptr<Task> m_task;
    std::exception_ptr m_error;
    Watches m_watches;
    net::steady_timer m_timer;
    std::optional<std::chrono::steady_clock::time_point> m_due; // when the timer ends
    bool m_is_over = false;
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
