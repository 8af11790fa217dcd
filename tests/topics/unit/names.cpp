// The names that users of Python's module expect. A missing one does not compile.
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <type_traits>

namespace sp = subprocess;

TEST_CASE("every public name of Python's module exists", "[py-224]") {
    CHECK(std::is_class_v<sp::Popen>);
    CHECK(std::is_class_v<sp::CompletedProcess>);
    CHECK(std::is_class_v<sp::SubprocessError>);
    CHECK(std::is_class_v<sp::TimeoutExpired>);
    CHECK(std::is_class_v<sp::CalledProcessError>);
    CHECK_FALSE(std::is_same_v<decltype(sp::PIPE), decltype(sp::STDOUT)>);
    CHECK_FALSE(std::is_same_v<decltype(sp::PIPE), decltype(sp::DEVNULL)>);
    CHECK(std::is_same_v<decltype(sp::run({"x"})), sp::CompletedProcess>);
    CHECK(std::is_same_v<decltype(sp::call({"x"})), int>);
    CHECK(std::is_same_v<decltype(sp::check_call({"x"})), int>);
    CHECK(std::is_same_v<decltype(sp::check_output({"x"})), std::string>);
    CHECK(std::is_same_v<decltype(sp::getoutput("x")), std::string>);
    CHECK(std::is_same_v<decltype(sp::getstatusoutput("x").first), int>);
    CHECK(std::is_same_v<decltype(sp::getstatusoutput("x").second), std::string>);
    CHECK(sp::list2cmdline({"a b", "c"}) == "\"a b\" c");
}

TEST_CASE("the constants of Windows have the system's values, under both spellings", "[py-244]") {
    CHECK((sp::STD_INPUT_HANDLE == static_cast<std::uint32_t>(-10) && sp::std_input_handle == sp::STD_INPUT_HANDLE));
    CHECK((sp::STD_OUTPUT_HANDLE == static_cast<std::uint32_t>(-11) && sp::std_output_handle == sp::STD_OUTPUT_HANDLE));
    CHECK((sp::STD_ERROR_HANDLE == static_cast<std::uint32_t>(-12) && sp::std_error_handle == sp::STD_ERROR_HANDLE));
    CHECK((sp::SW_HIDE == 0 && sp::sw_hide == 0));
    CHECK((sp::STARTF_USESHOWWINDOW == 0x1 && sp::startf_useshowwindow == 0x1));
    CHECK((sp::STARTF_FORCEONFEEDBACK == 0x40 && sp::startf_forceonfeedback == 0x40));
    CHECK((sp::STARTF_FORCEOFFFEEDBACK == 0x80 && sp::startf_forceofffeedback == 0x80));
    CHECK((sp::STARTF_USESTDHANDLES == 0x100 && sp::startf_usestdhandles == 0x100));
    CHECK((sp::DETACHED_PROCESS == 0x8 && sp::detached_process == 0x8));
    CHECK((sp::CREATE_NEW_CONSOLE == 0x10 && sp::create_new_console == 0x10));
    CHECK((sp::CREATE_NEW_PROCESS_GROUP == 0x200 && sp::create_new_process_group == 0x200));
    CHECK((sp::CREATE_BREAKAWAY_FROM_JOB == 0x1000000 && sp::create_breakaway_from_job == 0x1000000));
    CHECK((sp::CREATE_DEFAULT_ERROR_MODE == 0x4000000 && sp::create_default_error_mode == 0x4000000));
    CHECK((sp::CREATE_NO_WINDOW == 0x8000000 && sp::create_no_window == 0x8000000));
    CHECK((sp::NORMAL_PRIORITY_CLASS == 0x20 && sp::normal_priority_class == 0x20));
    CHECK((sp::IDLE_PRIORITY_CLASS == 0x40 && sp::idle_priority_class == 0x40));
    CHECK((sp::HIGH_PRIORITY_CLASS == 0x80 && sp::high_priority_class == 0x80));
    CHECK((sp::REALTIME_PRIORITY_CLASS == 0x100 && sp::realtime_priority_class == 0x100));
    CHECK((sp::BELOW_NORMAL_PRIORITY_CLASS == 0x4000 && sp::below_normal_priority_class == 0x4000));
    CHECK((sp::ABOVE_NORMAL_PRIORITY_CLASS == 0x8000 && sp::above_normal_priority_class == 0x8000));
}
