// The lines of describe().
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/output.hpp>
#include <subprocess/usage.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// One line, and others below it, each of which has a name.
class Description {
public:
    /// \param headline is visible()
    explicit Description(std::string headline) : m_text(std::move(headline)) {}

    Description& add(std::string_view name, std::string_view value);
    Description& add(std::string_view name, const Command& command);
    /// Nothing if it has no words.
    Description& add(const Command& command);
    /// The end of stderr; nothing if it was not captured. \param secrets are not shown
    Description& add(const Output& err, const std::vector<std::string>& secrets);

    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

/// How a child has ended, such as `failed with exit status 2`.
std::string ending_of(int returncode, bool has_failed);

/// The time that it took, such as ` after 0.310 s`; empty if that is not known.
std::string duration_of(const std::optional<Usage>& usage);

} // namespace detail
} // namespace v1
} // namespace subprocess
