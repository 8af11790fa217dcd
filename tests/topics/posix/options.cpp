// Options with every field that POSIX has.
#include "support/helpers.hpp"

#include <sys/resource.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "every keyword is a field", "") {
    Options options;
    options.stdin_ = DEVNULL;
    options.stdout_ = PIPE;
    options.stderr_ = STDOUT;
    options.shell = false;
    options.cwd = folder();
    options.timeout = 1min;
    options.check = true;
    options.encoding = "utf-8";
    options.errors = "strict";
    options.text = true;
    options.universal_newlines = true;
    options.env = {{"FRUIT", "apple"}};
    options.bufsize = -1;
    options.executable = CHILD_PROGRAM;
    options.preexec_fn = [] {};
    options.close_fds = true;
    options.startupinfo = None;
    options.creationflags = 0;
    options.restore_signals = true;
    options.start_new_session = true;
    options.pass_fds = {};
    options.user_ = None;
    options.group_ = None;
    options.extra_groups = None;
    options.umask_ = 027;
    options.pipesize = -1;
    options.process_group = None;
    options.rlimits = {{RLIMIT_CORE, 0}};
    const CompletedProcess done =
        run({"x", "cwd", "to", "2", "\r\n", "env", "umask", "limit", std::to_string(RLIMIT_CORE)}, options);
    CHECK(done.stdout_ == folder().string() + "\nFRUIT=apple\n230 0");
}
