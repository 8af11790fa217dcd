// What is typed at a terminal: it comes in lines, and its end is a character.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/stream.hpp>

#include "os/streams.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

void note_typed(TypedLine& line, std::string_view typed) noexcept;

/// What to type for a program to find the end of its input, after this line. Empty at a terminal without lines that
/// was made so; a program that has made it so itself gets the character.
std::string end_of_input(NativeHandle terminal, const TypedLine& line);

/// The beginning of what is typed, as keys: where Enter is no newline, the newlines become Enter.
/// \param keys where that is put
std::string_view as_keys(std::string_view typed, std::string& keys);

/// \throws ValueError if a terminal would lose the end of a line
void require_short_lines(const TypedLine& line, std::string_view typed);
/// The same, unless the terminal takes single characters now.
void require_short_lines(NativeHandle terminal, const TypedLine& line, std::string_view typed);

/// Types what another source gives, and then the end of the input.
class TypedSource final : public os::Source {
public:
    /// \param terminal where it is typed
    /// \param output where the same terminal is read; null: nowhere. It closes early if nobody wants more, and then
    /// there is nobody to type for
    TypedSource(os::Source& origin, const Handle& terminal, TypedLine& line, const Handle* output)
        : m_origin(origin), m_terminal(terminal), m_line(line),
          m_output(output != nullptr && output->valid() ? output : nullptr) {}

    std::string_view next() override;
    void taken(std::size_t count) override;
    void failed() override { m_origin.failed(); }
    bool is_waiting() override { return !m_is_at_end && !is_unread() && m_origin.is_waiting(); }
    bool may_throw() const override { return true; }

private:
    bool is_unread() const { return m_output != nullptr && !m_output->valid(); }

    os::Source& m_origin;
    const Handle& m_terminal;
    TypedLine& m_line;
    const Handle* const m_output;
    std::size_t m_checked = 0; ///< bytes of the piece that is to come
    std::string m_keys, m_end;
    bool m_is_at_end = false;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
