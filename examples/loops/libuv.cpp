// Children on a libuv loop.
#include "children.hpp"

#include <uv.h>

#include <functional>
#include <list>

namespace {

// [libuv]
/// A child on a libuv loop.
class Child {
public:
    Child(uv_loop_t* loop, const Job& job, std::function<void(sp::Running&)> on_end)
        : m_running(job.command, job.options), m_on_end(std::move(on_end)), m_loop(loop) {
        go_on();
    }

private:
    void go_on() {
        unwatch(); // before the step, which may close what it has waited for
        if (m_running.step())
            return m_on_end(m_running);
        for (const sp::Interest& interest : m_running.interests()) {
            uv_poll_t* const poll = watch<uv_poll_t>();
            uv_poll_init(m_loop, poll, interest.handle);
            uv_poll_start(poll, interest.what == sp::Interest::What::read ? UV_READABLE : UV_WRITABLE,
                          [](uv_poll_t* ready, int, int) { static_cast<Child*>(ready->data)->go_on(); });
        }
        if (!m_running.deadline())
            return;
        uv_timer_t* const timer = watch<uv_timer_t>();
        uv_timer_init(m_loop, timer);
        uv_timer_start(
            timer, [](uv_timer_t* late) { static_cast<Child*>(late->data)->go_on(); },
            static_cast<std::uint64_t>(milliseconds_until(m_running.deadline())), 0);
    }

    template <class T> T* watch() {
        T* const handle = new T;
        handle->data = this;
        m_handles.push_back(
            {reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* closed) { delete reinterpret_cast<T*>(closed); }});
        return handle;
    }

    void unwatch() {
        for (const Closing& closing : m_handles)
            uv_close(closing.handle, closing.free);
        m_handles.clear();
    }

    struct Closing {
        uv_handle_t* handle;
        uv_close_cb free; // libuv needs the handle until it calls this
    };

    sp::Running m_running;
    std::function<void(sp::Running&)> m_on_end;
    uv_loop_t* m_loop;
    std::vector<Closing> m_handles;
};
// [/libuv]

} // namespace

int main() {
    Report report;
    uv_loop_t loop;
    uv_loop_init(&loop);
    std::list<Child> children;
    for (const Job& job : three_jobs())
        children.emplace_back(&loop, job, [&report](sp::Running& child) { report.add(child); });
    uv_run(&loop, UV_RUN_DEFAULT); // until no handle is left
    uv_loop_close(&loop);
}
