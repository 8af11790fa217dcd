#include "request.hpp"

#include <subprocess/cgroup.hpp>
#include <subprocess/environment.hpp>
#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/identity.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/pass_fds.hpp>
#include <subprocess/preexec.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>
#include <subprocess/windows.hpp>

#include "keyword_values.hpp"
#include "limits.hpp"
#include "os/ask.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "passed_fds.hpp"
#include "python/environment.hpp"
#include "python/hidden_values.hpp"
#include "python/hidden_words.hpp"
#include "python/hooks.hpp"
#include "python/raise.hpp"
#include "streams/child_streams.hpp"
#include "terminal.hpp"

#include <array>
#include <climits>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

void read_command(os::Start& request, const Command& command, const Keywords& keywords) {
    request.command.is_string = command.is_string();
    request.command.shell = keywords.get<kw::shell>();
    request.command.executable = string_of<kw::executable>(keywords);
    request.cwd = string_of<kw::cwd>(keywords);
    if (request.command.shell && command.is_path())
        throw ValueError("path-like args is not allowed when shell is true");
    if (request.command.words.empty() && !request.command.executable && !request.command.shell)
        throw ValueError("list index out of range: the command has no words");
    for (const std::string& word : request.command.words)
        require_no_null_byte(word);
}

void read_environment(os::Start& request, const Keywords& keywords, Opaque<SecretVariables>& secrets) {
    if (!keywords.given<kw::env>())
        return;
    HiddenValues hidden;
    const Environment environment = resolve(*keywords.find<kw::env>(), hidden);
    request.environment = environment_strings(environment, hidden);
    if (hidden.empty())
        return;
    secrets = Opaque<SecretVariables>(new SecretVariables);
    secrets->shown = environment_strings(environment, {});
    secrets->values = std::move(hidden);
    request.shown_environment = &secrets->shown;
}

void read_descriptors(os::Start& request, const Keywords& keywords) {
    request.close_fds = keywords.get<kw::close_fds>(true);
    if (const arg::FdList* const passed = keywords.find<kw::pass_fds>(); passed != nullptr)
        request.posix.pass_fds = checked_fds(*passed);
    if (!request.posix.pass_fds.empty() && !request.close_fds) {
        warn(Warning::runtime, "pass_fds overriding close_fds.");
        request.close_fds = true;
    }
}

void read_streams(os::Start& request, const Redirections& redirections) {
    using Kind = Redirection::Kind;
    for (const Stdio stream : all_stdio) {
        const Stdio source = source_of(redirections, stream);
        const Redirection& redirection = redirections[source];
        request.is_closed[stream] = redirection.kind == Kind::closed;
        request.is_callers[stream] = redirections[stream].kind == Kind::handle;
        request.stdio[stream] = redirections[stream].handle;
        if (source != stream && redirection.kind == Kind::inherit) {
            request.is_callers[stream] = true; // our own stdout or stderr, which may be closed
            request.stdio[stream] = os::standard_stream(source);
        }
    }
}

constexpr std::uint32_t largest_id = 0xFFFFFFFE; // 0xFFFFFFFF tells the kernel to change nothing

std::uint32_t id_of(const arg::Int& number, const char* what, const char* too_large) {
    if (number.within(INT64_MIN, -1))
        throw ValueError(std::string(what) + " ID cannot be negative, got " + std::to_string(number.value()));
    if (!number.within(0, largest_id))
        throw ValueError(too_large);
    return static_cast<std::uint32_t>(number.value());
}

std::string name_of(const arg::Id& id) {
    std::string name = id.name();
    require_no_null_byte(name);
    return name;
}

std::uint32_t user_of(const arg::Id& id) {
    return id.is_name() ? os::look_up_user(name_of(id)) : id_of(id.number(), "User", "uid is greater than maximum");
}

std::uint32_t group_of(const arg::Id& id, const char* too_large) {
    return id.is_name() ? os::look_up_group(name_of(id)) : id_of(id.number(), "Group", too_large);
}

void read_identity(os::Start& request, const Keywords& keywords) {
    if (keywords.given<kw::group_>())
        request.posix.identity.group = group_of(keywords.get<kw::group_>(), "gid is greater than maximum");
    if (const arg::IdList* groups = keywords.find<kw::extra_groups>(); groups != nullptr && groups->given()) {
        std::vector<std::uint32_t>& ids = request.posix.identity.extra_groups.emplace();
        groups->for_each([&](const arg::Id& group) {
            if (group.is_null())
                refuse_null_pointer("extra_groups[" + std::to_string(ids.size()) + "]");
            ids.push_back(group_of(group, "invalid group id"));
        });
    }
    if (keywords.given<kw::user_>())
        request.posix.identity.user = user_of(keywords.get<kw::user_>());
}

void read_cgroup(os::Start& request, const Keywords& keywords) {
    const arg::Cgroup* const group = keywords.find<kw::cgroup>();
    if (group == nullptr || !group->given())
        return;
    os::Cgroup& wanted = request.posix.cgroup.emplace();
    if (!group->descriptor().given()) {
        wanted.path = string_of<kw::cgroup>(keywords);
    } else if (group->descriptor().within(0, INT_MAX)) {
        wanted.descriptor = static_cast<int>(group->descriptor().value());
    } else {
        throw ValueError("cgroup is no descriptor: " + std::to_string(group->descriptor().value()));
    }
}

void read_platform_specials(os::Start& request, const Keywords& keywords) {
    if (const auto* info = keywords.find<kw::startupinfo>(); info != nullptr && info->given())
        request.windows.startup_info = &info->value();
    const arg::Int flags = keywords.get<kw::creationflags>();
    if (!flags.within(0, UINT32_MAX))
        throw ValueError("creationflags does not fit 32 bits");
    request.windows.creation_flags = static_cast<std::uint32_t>(flags.value());
    if (const arg::Hook* hook = keywords.find<kw::preexec_fn>(); hook != nullptr && hook->given()) {
        request.posix.preexec.function = [](const void* context) { (*static_cast<const arg::Hook*>(context))(); };
        request.posix.preexec.context = hook;
    }
}

} // namespace

os::Start request_of(const Command& command, const Keywords& keywords, const Redirections& redirections,
                     Opaque<SecretVariables>& secrets) {
    os::Start request(HiddenWords::real_words(command));
    request.command.shown = &command.list();
    read_platform_specials(request, keywords);
    read_cgroup(request, keywords);
    read_identity(request, keywords);
    read_command(request, command, keywords);
    read_descriptors(request, keywords);
    read_streams(request, redirections);
    read_environment(request, keywords, secrets);
    request.tree = keywords.get<kw::tree>();
    request.posix.restore_signals = keywords.get<kw::restore_signals>(true);
    request.posix.start_new_session = keywords.get<kw::start_new_session>();
    request.posix.umask = natural_number<kw::umask_>(keywords);
    request.posix.process_group = natural_number<kw::process_group>(keywords);
    request.posix.foreground = keywords.get<kw::foreground>();
    if (keywords.given<kw::rlimits>())
        request.posix.limits = checked_limits(*keywords.find<kw::rlimits>());
    read_terminal(request, keywords, redirections);
    request.posix.method = forced_spawn_method();
    request.posix.text_busy = text_busy();
    return request;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
