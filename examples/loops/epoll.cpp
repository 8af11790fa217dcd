// Children on an epoll loop of one's own.
#include "children.hpp"

#include <list>
#include <set>

#include <sys/epoll.h>
#include <unistd.h>

namespace {

// [epoll]
/// Watches what a child waits for, or no longer does.
void watch(int epoll, int operation, sp::Running& child) {
    for (const sp::Interest& interest : child.interests()) {
        epoll_event event = {};
        event.events = interest.what == sp::Interest::What::read ? EPOLLIN : EPOLLOUT;
        event.data.ptr = &child;
        epoll_ctl(epoll, operation, interest.handle, &event);
    }
}

/// Makes one step. \return true if the child has ended
bool go_on(int epoll, sp::Running& child) {
    watch(epoll, EPOLL_CTL_DEL, child); // before the step, which may close what it has waited for
    if (child.step())
        return true;
    watch(epoll, EPOLL_CTL_ADD, child);
    return false;
}

/// Sleeps until the earliest deadline at most. \return the children that are ready or late
std::set<sp::Running*> wait_for_some(int epoll, std::list<sp::Running>& children) {
    int limit = -1; // none
    for (const sp::Running& child : children)
        if (const int left = milliseconds_until(child.deadline()); left != -1 && (limit == -1 || left < limit))
            limit = left;
    epoll_event events[64];
    const int count = epoll_wait(epoll, events, 64, limit);

    std::set<sp::Running*> due;
    for (int i = 0; i < count; ++i)
        due.insert(static_cast<sp::Running*>(events[i].data.ptr));
    for (sp::Running& child : children)
        if (milliseconds_until(child.deadline()) == 0)
            due.insert(&child);
    return due;
}
// [/epoll]

} // namespace

int main() {
    Report report;
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    // [epoll_main]
    std::list<sp::Running> children;
    for (const Job& job : three_jobs())
        children.emplace_back(job.command, job.options); // its first step is due at once
    while (!children.empty()) {
        for (sp::Running* const child : wait_for_some(epoll, children)) {
            if (!go_on(epoll, *child))
                continue;
            report.add(*child);
            children.remove_if([child](const sp::Running& other) { return &other == child; });
        }
    }
    // [/epoll_main]
    close(epoll);
}
