// A small wrapper of git: what a program of yours may have, and what the tests beside it test.
#pragma once

#include <string>
#include <vector>

class Git {
public:
    explicit Git(std::string folder) : m_folder(std::move(folder)) {}

    /// The name of the branch, or "" if there is none.
    std::string branch() const;
    std::vector<std::string> changed_files() const;
    /// Commits what is staged. \return false if there is nothing to commit
    bool commit(const std::string& message) const;
    /// Tries a second time if the server does not answer within a minute. \throws std::runtime_error
    void push() const;

private:
    std::string m_folder;
};
