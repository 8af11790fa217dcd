// expect: subprocess: a word has only one secret: join the strings before
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"curl", "--user", secret("me") + secret("token")});
}
