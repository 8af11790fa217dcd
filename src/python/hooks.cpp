#include "hooks.hpp"

#include <atomic>
#include <mutex>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// A function and its context, which are set and read together.
template <class Function> class HookSlot {
public:
    void set(Function function, void* context) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_function = function;
        m_context = context;
    }
    bool is_set() {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_function != nullptr;
    }
    template <class... T> void notify(const T&... arguments) {
        std::unique_lock<std::mutex> lock(m_mutex);
        const Function function = m_function;
        void* const context = m_context;
        lock.unlock(); // the hook may set another one
        if (function != nullptr)
            function(arguments..., context);
    }

private:
    std::mutex m_mutex;
    Function m_function = nullptr;
    void* m_context = nullptr;
};

// Never destroyed: a Popen with static storage duration may still use them during exit.
HookSlot<WarningHandler>& warning_slot() {
    static auto* const slot = new HookSlot<WarningHandler>;
    return *slot;
}

HookSlot<AuditHook>& audit_slot() {
    static auto* const slot = new HookSlot<AuditHook>;
    return *slot;
}

std::atomic<SpawnMethod> spawn_method{SpawnMethod::automatic};
std::atomic<TextBusy> text_busy_action{TextBusy::retry};

} // namespace

} // namespace detail

void set_warning_handler(WarningHandler handler, void* context) noexcept {
    detail::warning_slot().set(handler, context);
}

void set_audit_hook(AuditHook hook, void* context) noexcept {
    detail::audit_slot().set(hook, context);
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
    warning_slot().notify(category, message);
}

bool is_audited() noexcept {
    return audit_slot().is_set();
}

void audit(const AuditEvent& event) {
    audit_slot().notify(event);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
