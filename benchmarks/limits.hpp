// The library beside the same work by hand, row by row: see docs/performance.md for what is promised.
#pragma once

namespace bench {

void measure_start();
void measure_surroundings();
void measure_together();
void measure_capture();
void measure_waiting();
void measure_threads();
void measure_compilation();

} // namespace bench
