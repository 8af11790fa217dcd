// What a change of user does not change.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <grp.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(EveryWay, "changing the user changes neither HOME nor the supplementary groups", "[py-107]") {
    INFO(name());
    if (::geteuid() != 0)
        TESTS_SKIP("only root may do that");
    const std::filesystem::path program = folder() / "child";
    std::filesystem::copy_file(CHILD_PROGRAM, program);
    CHECK(in_fork([&] {
              const gid_t groups[] = {5, 7};
              ::setgroups(2, groups);
              const std::string ids = check_output({program, "users"}, user_ = 65534);
              const std::string home =
                  check_output({program, "env"}, user_ = 65534, env = {{"HOME", "/somewhere"}, {"USER", "me"}});
              return ids + ' ' + home;
          }) == "65534 65534 0 0 : 5 7 HOME=/somewhere\nUSER=me\n");
}

TEST_CASE_METHOD(EveryWay, "an empty extra_groups removes the parent's groups", "[py-102]") {
    INFO(name());
    if (::geteuid() != 0)
        TESTS_SKIP("only root may do that");
    CHECK(in_fork([] {
              const gid_t groups[] = {5, 7};
              ::setgroups(2, groups);
              return check_output(child("users")) + ", " + check_output(child("users"), extra_groups = {});
          }) == "0 0 0 0 : 5 7, 0 0 0 0 :");
}
