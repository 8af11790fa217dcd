/// \file
/// Mistakes that tools/reference.py must find. Each line that it must report is followed by `// expect:`.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail {
struct NobodysBusiness {};
} // namespace detail

struct Bare {}; // expect: has no comment

/// The pid.
int pid() noexcept; // expect: says no more than its name

/// Gives back the exit status of a child that has ended before now.
int status(); // expect: may throw

/// Gives back the exit status of a child that has ended before now. \throws OSError
int checked_status();

/// Gives back the exit status of a child that has ended before now.
int quiet_status() noexcept;

/// How long the program waits until it gives up and goes home.
double timeout = 0; // expect: in which unit

/// How many seconds the program waits until it gives up and goes home.
double idle_timeout = 0;

/// The ways to go home: `walk` takes the most time.
enum class Way { walk, run }; // expect: does not say what run is

/// A child that is documented in part, and does not hide it.
class Partly {
public:
    Partly(const Partly& other);
    Partly(int number, const char* name = "{;}"); // expect: has no comment

    /// Whether it has ended, as far as is known by now.
    bool ended() const { return m_number != 0; }
    bool started() const { return !ended(); } // expect: has no comment

    /// With another child, member by member.
    friend bool operator==(const Partly& a, const Partly& b) { return a.m_number == b.m_number; }
    friend bool operator!=(const Partly& a, const Partly& b) { return !(a == b); }

    /// \name Numbers
    /// \{
    /// The number, and the number that comes after it in the row.
    int number() const { return m_number; }
    int next() const { return m_number + 1; }
    /// \}

    int after() const { return m_number + 2; } // expect: has no comment

private:
    int secret() const;

    int m_number;
};

} // namespace v1
} // namespace subprocess
