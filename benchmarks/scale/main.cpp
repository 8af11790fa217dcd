// scale [STARTS [SECONDS]]: checks what must hold for very many children. Each line names a test and its result; the
// program returns 1 if one failed.
#include "scale.hpp"

#include <cstdlib>

int main(int argc, char** argv) {
    constexpr long usual_starts = 1000000;
    constexpr int usual_seconds = 600;
    scale::crowd();
    scale::trees();
    scale::terminals();
    scale::threads();
    scale::large_parent();
    scale::sequence(argc > 1 ? std::atol(argv[1]) : usual_starts);
    scale::timer(argc > 2 ? std::atoi(argv[2]) : usual_seconds);
    return scale::all_held() ? 0 : 1;
}
