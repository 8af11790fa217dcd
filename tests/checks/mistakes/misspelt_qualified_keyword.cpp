// expect: 'captur_output'
#include <subprocess.hpp>

void mistake() {
    subprocess::run({"ls"}, subprocess::captur_output = true);
}
