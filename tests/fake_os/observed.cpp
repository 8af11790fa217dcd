// What a test sees of the fake system, and does with it.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess/hooks.hpp>

#include "os/streams.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace tests {

FakeOs& fake_os() {
    static FakeOs os;
    return os;
}

bool FakeOs::was_called(const std::string& call) const {
    return position_of(call) < calls.size();
}

Calls FakeOs::signals() const {
    Calls found;
    for (const std::string& call : calls)
        if (call.rfind("ask", 0) == 0 || call.rfind("signal", 0) == 0 || call == "kill_tree")
            found.push_back(call);
    return found;
}

std::size_t FakeOs::position_of(const std::string& call) const {
    return static_cast<std::size_t>(std::find(calls.begin(), calls.end(), call) - calls.begin());
}

void receive(const subprocess::detail::os::Flow& flow, std::string_view bytes) {
    while (!bytes.empty()) {
        const subprocess::detail::os::Room room = flow.sink->room();
        const std::size_t count = bytes.copy(room.memory, room.size);
        flow.sink->filled(count);
        bytes.remove_prefix(count);
    }
}

std::string send(const subprocess::detail::os::Flow& flow, std::size_t size) {
    std::string sent(flow.source->next().substr(0, size));
    flow.source->taken(sent.size());
    return sent;
}

std::function<bool(const subprocess::detail::os::Exchange&)> sending_to(std::string& sent) {
    return [&sent](const subprocess::detail::os::Exchange& exchange) {
        for (const subprocess::detail::os::Flow& flow : exchange)
            while (flow.source != nullptr && !flow.source->next().empty())
                sent += send(flow, flow.source->next().size());
        return true;
    };
}

WithFakeOs::WithFakeOs() {
    fake_os() = FakeOs();
}

WithFakeOs::~WithFakeOs() {
    CHECK(fake_os().open_handles.empty());
    fake_os() = FakeOs();
    subprocess::cleanup(); // on a system where every child has ended
}

} // namespace tests
