// expect: subprocess: a Reader takes timeout = ..., and not this keyword
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Reader& reader) {
    reader.readline(input = "text");
}
