// expect: subprocess: read_until takes a string, or several
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Reader& reader) {
    reader.read_until(42, timeout = 2);
}
