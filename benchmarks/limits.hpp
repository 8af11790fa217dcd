// Compares the library with hand-written code, row by row. docs/performance.md has the targets.
#pragma once

namespace bench {

void measure_start();
void measure_surroundings();
void measure_together();
void measure_many();
void measure_trees();
void measure_run_all();
void measure_terminals();
void measure_capture();
void measure_streams();
void measure_pipelines();
void measure_waiting();
void measure_threads();
void measure_compilation();

} // namespace bench
