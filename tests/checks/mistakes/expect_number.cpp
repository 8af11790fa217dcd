// expect: subprocess: expect takes a string, a std::regex, or several
#include <subprocess/expect.hpp>

using namespace subprocess;

void mistake(Reader& reader) {
    expect(reader, 42, timeout = 2);
}
