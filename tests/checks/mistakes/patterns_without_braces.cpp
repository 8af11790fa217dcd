// expect: several patterns of read_until go in braces
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Reader& reader) {
    reader.read_until("ok", "error");
}
