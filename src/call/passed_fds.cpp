#include "passed_fds.hpp"

#include <subprocess/error.hpp>

#include <cstddef>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

[[noreturn]] void refuse_number(int number, const char* complaint) {
    throw ValueError("pass_fds: " + std::to_string(number) + complaint);
}

void check_number(const arg::FdList& fds, std::size_t index) {
    constexpr int first_other = 3;
    const int number = fds[index].number();
    if (number < first_other)
        refuse_number(number, " cannot be the number of a passed descriptor, which begin at 3");
    for (std::size_t i = 0; i < fds.size(); ++i)
        if (i != index && fds[i].number() == number)
            refuse_number(number, " is given twice");
}

} // namespace

std::vector<os::PassedFd> checked_fds(const arg::FdList& fds) {
    std::vector<os::PassedFd> result;
    result.reserve(fds.size());
    for (std::size_t i = 0; i < fds.size(); ++i) {
        if (fds[i].is_renumbered()) // the others may be repeated, as in Python
            check_number(fds, i);
        result.push_back({fds[i].fd(), fds[i].number()});
    }
    return result;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
