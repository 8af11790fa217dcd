// Children on GLib's main loop.
#include "children.hpp"

#include <glib-unix.h>

#include <functional>
#include <list>

namespace {

// [glib]
/// A child on the default main context.
class Child {
public:
    Child(const Job& job, std::function<void(sp::Running&)> on_end)
        : m_running(job.command, job.options), m_on_end(std::move(on_end)) {
        go_on();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { unwatch(); }

private:
    void go_on() {
        unwatch(); // before the step, which may close what it has waited for
        if (m_running.step())
            return m_on_end(m_running);
        for (const sp::Interest& interest : m_running.interests()) {
            const int what = interest.what == sp::Interest::What::read ? G_IO_IN : G_IO_OUT;
            const auto condition = static_cast<GIOCondition>(what | G_IO_HUP | G_IO_ERR);
            m_sources.push_back(g_unix_fd_add(interest.handle, condition, &Child::on_ready, this));
        }
        if (m_running.deadline())
            m_sources.push_back(
                g_timeout_add(static_cast<guint>(milliseconds_until(m_running.deadline())), &Child::on_time, this));
    }

    void unwatch() {
        for (const guint source : m_sources)
            g_source_remove(source);
        m_sources.clear();
    }

    static gboolean on_ready(int, GIOCondition, gpointer self) { return on_time(self); }
    static gboolean on_time(gpointer self) {
        static_cast<Child*>(self)->go_on();
        return G_SOURCE_REMOVE; // it is removed already
    }

    sp::Running m_running;
    std::function<void(sp::Running&)> m_on_end;
    std::vector<guint> m_sources;
};
// [/glib]

} // namespace

int main() {
    Report report;
    GMainLoop* const loop = g_main_loop_new(nullptr, FALSE);
    std::list<Child> children;
    int left = 3;
    for (const Job& job : three_jobs())
        children.emplace_back(job, [&](sp::Running& child) {
            report.add(child);
            if (--left == 0)
                g_main_loop_quit(loop);
        });
    g_main_loop_run(loop);
    g_main_loop_unref(loop);
}
