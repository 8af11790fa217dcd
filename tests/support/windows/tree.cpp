#include "support/windows/tree.hpp"

#include "os/start.hpp"
#include "os/windows/start/attribute_list.hpp"

namespace tests {

namespace os = subprocess::detail::os;
using subprocess::detail::Stdio;

EachWayIntoJob::EachWayIntoJob() {
    os::set_placing_fails(GENERATE(false, true));
}

EachWayIntoJob::~EachWayIntoJob() {
    os::set_placing_fails(false);
}

Tree::Tree(const std::vector<std::string>& words, std::uint32_t creation_flags) {
    os::Start start(words);
    start.tree = true;
    start.stdio[Stdio::in] = m_gate.native_handle();
    start.stdio[Stdio::out] = m_out.writer.get();
    start.windows.creation_flags = creation_flags;
    process = os::spawn(start);
    m_out.writer.close();
}

std::vector<std::string> leaving_one() {
    return child("fork", "until", 0, "to", 1, "lived", "parent", "exit", 3);
}

std::vector<std::string> three_generations() {
    return child("fork", "fork", "to", 1, "x", "until", 0, "to", 1, "lived", "parent", "until", 0, "parent", "until",
                 0);
}

} // namespace tests
