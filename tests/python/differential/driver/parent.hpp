// Steps that prepare the process which starts the children.
#pragma once

#include "table.hpp"

#include <string>
#include <vector>

namespace differential {

// The one process of a scenario. Descriptors have the numbers that the table gives them.
class Parent {
public:
    // `directory` is this scenario's own, and the current one.
    explicit Parent(const std::string& directory);

    // \return whether `step` was one of these steps
    bool play(const Words& step);

    // Closes the descriptors that steps have opened, so that no child waits for us any more.
    void let_go();

    void pipe(int reader, int writer);
    void open(int number, const std::string& file, const std::string& mode);
    void close(int number);

private:
    void place(int fd, int number);

    std::vector<int> m_opened;
};

} // namespace differential
