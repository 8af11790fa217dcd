// Steps that prepare the process that starts the children.
#pragma once

#include "table.hpp"

#include <string>
#include <vector>

namespace differential {

// The process of a scenario. Its descriptors have the numbers given in the table.
class Parent {
public:
    // `directory` is this scenario's folder and the current one.
    explicit Parent(const std::string& directory);

    // \return true if `step` was such a step
    bool play(const Words& step);

    // Closes the descriptors that steps opened, so that no child waits for us any more.
    void let_go();

    void pipe(int reader, int writer);
    void open(int number, const std::string& file, const std::string& mode);
    void close(int number);

private:
    void place(int fd, int number);

    std::vector<int> m_opened;
};

} // namespace differential
