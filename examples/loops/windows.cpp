// Children on a Windows message loop.
#include "../helpers.hpp"
#include "children.hpp"

#include <list>

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace {

// [windows]
/// What the children wait for. Windows waits for at most 63 objects beside messages, and for none of them twice.
std::vector<HANDLE> objects_of(const std::list<sp::Running>& children) {
    std::vector<HANDLE> objects;
    for (const sp::Running& child : children)
        for (const sp::Interest& interest : child.interests())
            objects.push_back(interest.handle);
    std::sort(objects.begin(), objects.end());
    objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
    return objects;
}

/// Sleeps until an object is signalled, a message has come, or the earliest deadline has passed.
void wait_for_some(const std::list<sp::Running>& children) {
    DWORD limit = INFINITE;
    for (const sp::Running& child : children)
        if (const int left = milliseconds_until(child.deadline()); left != -1)
            limit = std::min(limit, static_cast<DWORD>(left));
    const std::vector<HANDLE> objects = objects_of(children);
    MsgWaitForMultipleObjects(static_cast<DWORD>(objects.size()), objects.data(), FALSE, limit, QS_ALLINPUT);
}

void dispatch_messages() {
    MSG message;
    while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
}
// [/windows]

void report(sp::Running& child) {
    try {
        std::cout << repr(child.result().stdout_) << '\n';
    } catch (const sp::TimeoutExpired& late) {
        std::cout << "timed out after " << late.timeout << " seconds\n";
    }
}

// [windows_step]
/// Makes a step of each child; one that is not due does nothing. \return whether any is left
bool step_all(std::list<sp::Running>& children) {
    for (auto child = children.begin(); child != children.end();) {
        const bool is_over = child->step();
        if (is_over)
            report(*child);
        child = is_over ? children.erase(child) : std::next(child);
    }
    return !children.empty();
}
// [/windows_step]

} // namespace

int main(int, char** argv) {
    const auto [reader, writer] = sp::pipe(); // nobody writes, so that the second child is late
    const auto repeater = beside(argv[0], "repeater");
    // [windows_main]
    std::list<sp::Running> children;
    children.emplace_back(sp::Args{repeater}, sp::input = "pear\napple\n", sp::text = true, sp::capture_output = true);
    children.emplace_back(sp::Args{repeater}, sp::stdin_ = reader, sp::capture_output = true, sp::timeout = 500ms);
    while (step_all(children)) {
        wait_for_some(children);
        dispatch_messages();
    }
    // [/windows_main]
}
