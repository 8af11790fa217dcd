#include "hooks.hpp"

#include "immortal.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Hooks and their context, which are set and read together.
template <class Hooks> class HookSlot {
public:
    template <class Change> auto change(Change change) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return change(m_hooks);
    }
    template <class Use> void use(Use use) {
        std::unique_lock<std::mutex> lock(m_mutex);
        const Hooks hooks = m_hooks;
        lock.unlock(); // the hook may set another one
        use(hooks);
    }

private:
    std::mutex m_mutex;
    Hooks m_hooks;
};

struct WarningHook {
    WarningHandler function = nullptr;
    void* context = nullptr;
};

struct AuditHooks {
    AuditHook start = nullptr;
    AuditEndHook end = nullptr;
    void* context = nullptr;
    std::uint64_t setting = 0;
    std::uint64_t starts = 0; ///< those that a hook was told of
};

HookSlot<WarningHook>& warning_slot() {
    return immortal<HookSlot<WarningHook>>();
}

HookSlot<AuditHooks>& audit_slot() {
    return immortal<HookSlot<AuditHooks>>();
}

std::atomic<SpawnMethod> spawn_method{SpawnMethod::automatic};
std::atomic<TextBusy> text_busy_action{TextBusy::retry};

} // namespace

} // namespace detail

void set_warning_handler(WarningHandler handler, void* context) noexcept {
    detail::warning_slot().change([=](detail::WarningHook& hook) { hook = {handler, context}; });
}

void set_audit_hook(AuditHook hook, void* context) noexcept {
    set_audit_hook(hook, nullptr, context);
}

void set_audit_hook(AuditHook start, AuditEndHook end, void* context) noexcept {
    detail::audit_slot().change([=](detail::AuditHooks& hooks) {
        hooks = {start, end, context, hooks.setting + 1, hooks.starts};
    });
}

void set_spawn_method(SpawnMethod method) noexcept {
    detail::spawn_method = method;
}

namespace detail {

SpawnMethod forced_spawn_method() noexcept {
    return spawn_method;
}

} // namespace detail

void set_text_busy(TextBusy action) noexcept {
    detail::text_busy_action = action;
}

namespace detail {

TextBusy text_busy() noexcept {
    return text_busy_action;
}

void warn(Warning category, std::string_view message) {
    warning_slot().use([&](const WarningHook& hook) {
        if (hook.function != nullptr)
            hook.function(category, message, hook.context);
    });
}

std::optional<AuditedStart> number_start() noexcept {
    return audit_slot().change([](AuditHooks& hooks) -> std::optional<AuditedStart> {
        if (hooks.start == nullptr && hooks.end == nullptr)
            return {};
        return AuditedStart{++hooks.starts, hooks.setting, hooks.start, hooks.context, hooks.end != nullptr};
    });
}

void audit(const AuditEvent& event, const AuditedStart& start) {
    if (start.hook != nullptr)
        start.hook(event, start.context);
}

void audit_end(const AuditEnd& event, const AuditedStart& start) {
    audit_slot().use([&](const AuditHooks& hooks) {
        if (hooks.end != nullptr && hooks.setting == start.setting)
            hooks.end(event, hooks.context);
    });
}

} // namespace detail
} // namespace v1
} // namespace subprocess
