#include "support/posix/situations.hpp"
#include "support/posix/trees.hpp"

#include "os/posix/system.hpp"

#include <fstream>
#include <sstream>

#include <unistd.h>

namespace tests {

using namespace subprocess;
using subprocess::detail::os::has_cgroups;

// The page ------------------------------------------------------------------------------------------------------------

namespace {

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream rest(line.substr(1));
    for (std::string cell; std::getline(rest, cell, '|');)
        cells.push_back(cell.substr(1, cell.size() - 2));
    return cells;
}

std::string cell_below(const std::vector<std::string>& columns, const std::string& column, const std::string& line) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i] == column)
            return cells_of(line).at(i);
    return "the page has no such column";
}

} // namespace

std::string page_says(const std::string& row, const std::string& column) {
    std::ifstream page(TREES_PAGE);
    std::vector<std::string> columns;
    for (std::string line; std::getline(page, line);) {
        if (line.rfind("| a process that ", 0) == 0)
            columns = cells_of(line);
        else if (!columns.empty() && line.rfind("| " + row + " |", 0) == 0)
            return cell_below(columns, column, line);
    }
    return "the page has no such row";
}

// Columns -------------------------------------------------------------------------------------------------------------

Options Column::options() const {
    Options options;
    options.tree = is_tree;
    if (leads_group)
        options.process_group = 0;
    if (group != nullptr)
        options.cgroup = group->folder();
    return options;
}

void Column::end(Popen& process) const {
    if (is_tree) {
        process.stop();
        return;
    }
    leads_group ? static_cast<void>(::killpg(process.pid, SIGKILL)) : process.kill();
    process.wait();
}

namespace {

constexpr const char* column_of_trees() {
    if (!supervised)
        return "process group";
    return SUBPROCESS_REAPERS ? "`tree` on FreeBSD" : "`tree`";
}

} // namespace

TableRow::TableRow() : m_columns{{"plain", false, false}, {"process group", true, false}} {
    m_columns.push_back({column_of_trees(), false, true});
    if (has_cgroups && m_group.can_be_killed())
        m_columns.push_back({"`tree` and `cgroup`", false, true, &m_group});
    else if (has_cgroups)
        WARN("left out: the column of cgroup, because control groups cannot be made or killed here");
}

void TableRow::play(const std::string& row, const std::function<std::string(const Column&)>& outcome) const {
    for (const Column& column : m_columns) {
        INFO(row << ", " << column.name);
        const std::string expected = page_says(row, column.name);
        if (expected != "–")
            CHECK(outcome(column) == expected);
    }
}

void TableRow::leave_out_all_but_trees() {
    m_columns.erase(m_columns.begin(), m_columns.begin() + 2);
}

// Members -------------------------------------------------------------------------------------------------------------

Popen Scene::start(const Column& column, const std::vector<std::string>& words) const {
    return Popen(Command(words), column.options(), stdin_ = gate, stdout_ = out.writer);
}

std::string Scene::outcome() {
    gate.open();
    return rest();
}

std::string Scene::rest() {
    out.writer.close();
    return out.read_all().find("lived") == std::string::npos ? "ended" : "left";
}

std::string end_of(const Column& column, const std::vector<std::string>& words) {
    Scene stage;
    Popen process = stage.start(column, words);
    stage.member();
    column.end(process);
    return stage.outcome();
}

} // namespace tests
