// expect: subprocess: a Reader takes its limit by name, timeout = 2s
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Reader& reader) {
    reader.readline(2);
}
