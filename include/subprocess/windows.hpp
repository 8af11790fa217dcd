/// \file
/// STARTUPINFO and the constants of Python's subprocess on Windows, so that a program can name them on every system. On
/// POSIX, a start with them throws ValueError, as in Python.
///
/// <windows.h> defines all of these names as macros. This header puts the macros aside, so you may include <windows.h>
/// before it, after it or never. If you include it, write the constants unqualified, or use their lower-case twins.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>

#include <cstdint>
#include <optional>
#include <vector>

#pragma push_macro("STARTUPINFO")
#undef STARTUPINFO
#pragma push_macro("STARTUPINFOA")
#undef STARTUPINFOA
#pragma push_macro("STARTUPINFOW")
#undef STARTUPINFOW
#pragma push_macro("STD_INPUT_HANDLE")
#undef STD_INPUT_HANDLE
#pragma push_macro("STD_OUTPUT_HANDLE")
#undef STD_OUTPUT_HANDLE
#pragma push_macro("STD_ERROR_HANDLE")
#undef STD_ERROR_HANDLE
#pragma push_macro("SW_HIDE")
#undef SW_HIDE
#pragma push_macro("STARTF_USESHOWWINDOW")
#undef STARTF_USESHOWWINDOW
#pragma push_macro("STARTF_FORCEONFEEDBACK")
#undef STARTF_FORCEONFEEDBACK
#pragma push_macro("STARTF_FORCEOFFFEEDBACK")
#undef STARTF_FORCEOFFFEEDBACK
#pragma push_macro("STARTF_USESTDHANDLES")
#undef STARTF_USESTDHANDLES
#pragma push_macro("DETACHED_PROCESS")
#undef DETACHED_PROCESS
#pragma push_macro("CREATE_NEW_CONSOLE")
#undef CREATE_NEW_CONSOLE
#pragma push_macro("NORMAL_PRIORITY_CLASS")
#undef NORMAL_PRIORITY_CLASS
#pragma push_macro("IDLE_PRIORITY_CLASS")
#undef IDLE_PRIORITY_CLASS
#pragma push_macro("HIGH_PRIORITY_CLASS")
#undef HIGH_PRIORITY_CLASS
#pragma push_macro("REALTIME_PRIORITY_CLASS")
#undef REALTIME_PRIORITY_CLASS
#pragma push_macro("CREATE_NEW_PROCESS_GROUP")
#undef CREATE_NEW_PROCESS_GROUP
#pragma push_macro("BELOW_NORMAL_PRIORITY_CLASS")
#undef BELOW_NORMAL_PRIORITY_CLASS
#pragma push_macro("ABOVE_NORMAL_PRIORITY_CLASS")
#undef ABOVE_NORMAL_PRIORITY_CLASS
#pragma push_macro("CREATE_BREAKAWAY_FROM_JOB")
#undef CREATE_BREAKAWAY_FROM_JOB
#pragma push_macro("CREATE_DEFAULT_ERROR_MODE")
#undef CREATE_DEFAULT_ERROR_MODE
#pragma push_macro("CREATE_NO_WINDOW")
#undef CREATE_NO_WINDOW

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// Settings for the windows and handles of a new Windows process. Popen works on a copy.
struct StartupInfo {
    /// The only attribute of Windows's list that Python supports.
    struct AttributeList {
        /// Handles that the child inherits besides its standard streams. Each must be inheritable.
        std::vector<void*> handle_list;
    };

    /// \name Members of the same name in Windows
    /// \{
    /// `dwFlags` says which of the others count: STARTF_USESHOWWINDOW, STARTF_USESTDHANDLES. The keywords `stdin_`,
    /// `stdout_` and `stderr_` take precedence over the handles here.
    std::uint32_t dwFlags = 0;
    void* hStdInput = nullptr;
    void* hStdOutput = nullptr;
    void* hStdError = nullptr;
    std::uint16_t wShowWindow = 0;
    AttributeList lpAttributeList;
    /// \}
};

/// \name Other names of StartupInfo
/// \{
/// Python's name for StartupInfo, and what the macro of `<windows.h>` turns it into.
using STARTUPINFO = StartupInfo;
using STARTUPINFOA = StartupInfo;
using STARTUPINFOW = StartupInfo;
/// \}

#if defined(__ELF__) // hidden: see none.hpp
#pragma GCC visibility push(hidden)
#endif
/// \name Constants
/// \{
/// For StartupInfo and `creationflags`, with the values of Windows.
inline constexpr std::uint32_t STD_INPUT_HANDLE = 0xFFFFFFF6;
inline constexpr std::uint32_t STD_OUTPUT_HANDLE = 0xFFFFFFF5;
inline constexpr std::uint32_t STD_ERROR_HANDLE = 0xFFFFFFF4;
inline constexpr std::uint32_t SW_HIDE = 0;
inline constexpr std::uint32_t STARTF_USESHOWWINDOW = 0x00000001;
inline constexpr std::uint32_t STARTF_FORCEONFEEDBACK = 0x00000040;
inline constexpr std::uint32_t STARTF_FORCEOFFFEEDBACK = 0x00000080;
inline constexpr std::uint32_t STARTF_USESTDHANDLES = 0x00000100;
inline constexpr std::uint32_t DETACHED_PROCESS = 0x00000008;
inline constexpr std::uint32_t CREATE_NEW_CONSOLE = 0x00000010;
inline constexpr std::uint32_t NORMAL_PRIORITY_CLASS = 0x00000020;
inline constexpr std::uint32_t IDLE_PRIORITY_CLASS = 0x00000040;
inline constexpr std::uint32_t HIGH_PRIORITY_CLASS = 0x00000080;
inline constexpr std::uint32_t REALTIME_PRIORITY_CLASS = 0x00000100;
inline constexpr std::uint32_t CREATE_NEW_PROCESS_GROUP = 0x00000200;
inline constexpr std::uint32_t BELOW_NORMAL_PRIORITY_CLASS = 0x00004000;
inline constexpr std::uint32_t ABOVE_NORMAL_PRIORITY_CLASS = 0x00008000;
inline constexpr std::uint32_t CREATE_BREAKAWAY_FROM_JOB = 0x01000000;
inline constexpr std::uint32_t CREATE_DEFAULT_ERROR_MODE = 0x04000000;
inline constexpr std::uint32_t CREATE_NO_WINDOW = 0x08000000;

/// \}

/// \name Constants in lower case
/// \{
/// The same constants, under names that no macro of `<windows.h>` hides.
inline constexpr std::uint32_t std_input_handle = STD_INPUT_HANDLE;
inline constexpr std::uint32_t std_output_handle = STD_OUTPUT_HANDLE;
inline constexpr std::uint32_t std_error_handle = STD_ERROR_HANDLE;
inline constexpr std::uint32_t sw_hide = SW_HIDE;
inline constexpr std::uint32_t startf_useshowwindow = STARTF_USESHOWWINDOW;
inline constexpr std::uint32_t startf_forceonfeedback = STARTF_FORCEONFEEDBACK;
inline constexpr std::uint32_t startf_forceofffeedback = STARTF_FORCEOFFFEEDBACK;
inline constexpr std::uint32_t startf_usestdhandles = STARTF_USESTDHANDLES;
inline constexpr std::uint32_t detached_process = DETACHED_PROCESS;
inline constexpr std::uint32_t create_new_console = CREATE_NEW_CONSOLE;
inline constexpr std::uint32_t normal_priority_class = NORMAL_PRIORITY_CLASS;
inline constexpr std::uint32_t idle_priority_class = IDLE_PRIORITY_CLASS;
inline constexpr std::uint32_t high_priority_class = HIGH_PRIORITY_CLASS;
inline constexpr std::uint32_t realtime_priority_class = REALTIME_PRIORITY_CLASS;
inline constexpr std::uint32_t create_new_process_group = CREATE_NEW_PROCESS_GROUP;
inline constexpr std::uint32_t below_normal_priority_class = BELOW_NORMAL_PRIORITY_CLASS;
inline constexpr std::uint32_t above_normal_priority_class = ABOVE_NORMAL_PRIORITY_CLASS;
inline constexpr std::uint32_t create_breakaway_from_job = CREATE_BREAKAWAY_FROM_JOB;
inline constexpr std::uint32_t create_default_error_mode = CREATE_DEFAULT_ERROR_MODE;
inline constexpr std::uint32_t create_no_window = CREATE_NO_WINDOW;
/// \}
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

namespace detail {

/// The value of `startupinfo`: a StartupInfo, None, or an optional of one. Its members are defined in src/, since
/// inline ones would cost every file that includes this one the members of std::vector.
class StartupInfoArg {
public:
    StartupInfoArg() noexcept;
    StartupInfoArg(const StartupInfo& info);
    template <class T> StartupInfoArg(const std::optional<T>& info) : StartupInfoArg() {
        if (info.has_value())
            *this = *info;
    }
    StartupInfoArg(None_t) : StartupInfoArg() {}
    StartupInfoArg(std::nullopt_t) : StartupInfoArg() {}
    StartupInfoArg(const StartupInfoArg& other);
    StartupInfoArg& operator=(const StartupInfoArg& other);
    ~StartupInfoArg();

    bool given() const { return m_given; }
    const StartupInfo& value() const { return m_info; }

private:
    StartupInfo m_info;
    bool m_given = false;
};

} // namespace detail
} // namespace v1
} // namespace subprocess

#pragma pop_macro("CREATE_NO_WINDOW")
#pragma pop_macro("CREATE_DEFAULT_ERROR_MODE")
#pragma pop_macro("CREATE_BREAKAWAY_FROM_JOB")
#pragma pop_macro("ABOVE_NORMAL_PRIORITY_CLASS")
#pragma pop_macro("BELOW_NORMAL_PRIORITY_CLASS")
#pragma pop_macro("CREATE_NEW_PROCESS_GROUP")
#pragma pop_macro("REALTIME_PRIORITY_CLASS")
#pragma pop_macro("HIGH_PRIORITY_CLASS")
#pragma pop_macro("IDLE_PRIORITY_CLASS")
#pragma pop_macro("NORMAL_PRIORITY_CLASS")
#pragma pop_macro("CREATE_NEW_CONSOLE")
#pragma pop_macro("DETACHED_PROCESS")
#pragma pop_macro("STARTF_USESTDHANDLES")
#pragma pop_macro("STARTF_FORCEOFFFEEDBACK")
#pragma pop_macro("STARTF_FORCEONFEEDBACK")
#pragma pop_macro("STARTF_USESHOWWINDOW")
#pragma pop_macro("SW_HIDE")
#pragma pop_macro("STD_ERROR_HANDLE")
#pragma pop_macro("STD_OUTPUT_HANDLE")
#pragma pop_macro("STD_INPUT_HANDLE")
#pragma pop_macro("STARTUPINFOW")
#pragma pop_macro("STARTUPINFOA")
#pragma pop_macro("STARTUPINFO")
