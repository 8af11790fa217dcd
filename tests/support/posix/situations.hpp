// The table of situations in docs/trees.md: its columns, and a fixture for the tests that play its rows.
#pragma once

#include "support/posix/control_group.hpp"
#include "support/posix/helpers.hpp"

#include <csignal>
#include <functional>
#include <string>
#include <vector>

namespace tests {

/// What the page says in a row and a column of its table.
std::string page_says(const std::string& row, const std::string& column);

/// A way to start a program, and to end it with all that it has started.
struct Column {
    std::string name;
    bool leads_group, is_tree;
    const ControlGroup* group = nullptr;

    subprocess::Options options() const;
    void end(subprocess::Popen& process) const;
};

/// A fixture for one row. Where there are no supervisors, a tree is a process group.
class TableRow : protected Census {
protected:
    TableRow();

    /// Plays the row in every column that this system has, and compares the outcomes with the page.
    void play(const std::string& row, const std::function<std::string(const Column&)>& outcome) const;
    void leave_out_all_but_trees();

private:
    ControlGroup m_group;
    std::vector<Column> m_columns;
};

/// What a program and its members share with the test. A member says its number, and at last that it has lived.
struct Scene {
    Gate gate;
    Pipe out;

    subprocess::Popen start(const Column& column, const std::vector<std::string>& words) const;
    int member() const { return std::stoi(out.read()); }
    /// "left" or "ended": lets the members go on that are left. One that got SIGKILL before does not go on.
    std::string outcome();
    /// The same for members that go on, or end, without that. Blocks until nobody is left.
    std::string rest();
};

/// A program that waits beside a member, which first does what these words say.
template <class... Words> std::vector<std::string> beside(const Words&... words) {
    return child("fork", words..., "ids", "until", 0, "to", 1, "lived", "parent", "until", 0);
}

/// Starts a program, waits for its member, ends it, and looks what has become of the member.
std::string end_of(const Column& column, const std::vector<std::string>& words);

} // namespace tests
