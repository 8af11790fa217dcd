#include <subprocess/testing.hpp>

#include <subprocess/error.hpp>
#include <subprocess/fake_rule.hpp>

#include "fakes.hpp"
#include "process/start_process.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {

FakeProcesses::FakeProcesses() : m_fakes(std::make_unique<detail::Fakes>()) {
    if (!detail::install(*m_fakes))
        throw ValueError("there is a FakeProcesses or a Recording already, and it stands in for the whole process");
}

FakeProcesses::~FakeProcesses() {
    detail::remove_stand_in();
    m_fakes->kill_all();
}

FakeRule& FakeProcesses::add(FakePattern pattern) {
    return m_fakes->add(std::move(pattern));
}

void FakeProcesses::in_order() {
    m_fakes->keep_order();
}

std::vector<FakeCall> FakeProcesses::calls() const {
    return m_fakes->calls();
}

std::vector<std::string> FakeProcesses::unused() const {
    return m_fakes->unused();
}

std::vector<std::string> FakeProcesses::unexpected() const {
    return m_fakes->unexpected();
}

} // namespace v1
} // namespace subprocess
