#include "support/starts.hpp"

#include "os/deadline.hpp"
#include "process/start_together.hpp"

#include <utility>

using namespace subprocess;
using detail::Stdio;

namespace tests {

void Starts::add(std::vector<std::string> words, NativeHandle input, NativeHandle output) {
    m_words.push_back(std::move(words));
    detail::os::Start& start = m_starts.emplace_back(m_words.back());
    start.stdio[Stdio::in] = input;
    start.stdio[Stdio::out] = output;
}

Processes Starts::run() const {
    std::vector<const detail::os::Start*> starts;
    for (const detail::os::Start& start : m_starts)
        starts.push_back(&start);
    return detail::start_together(starts);
}

std::string returncodes_of(const Processes& processes) {
    std::string codes;
    for (const auto& process : processes)
        codes += std::to_string(process->wait(detail::Deadline::never())->returncode) + " ";
    return codes;
}

} // namespace tests
