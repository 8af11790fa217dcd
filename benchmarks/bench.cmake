# cmake -D LIMITS=limits -D CONTEST=contest -D REPORT=report -D PEERS=command;command -D FOLDER=results -P bench.cmake
# With -D ASIO=asio it runs that, too. Runs all benchmarks and writes performance.md and performance.svg to FOLDER.
cmake_minimum_required(VERSION 3.21)

file(MAKE_DIRECTORY ${FOLDER})
message("Comparing with hand-written code, about three minutes")
execute_process(COMMAND ${LIMITS} OUTPUT_FILE ${FOLDER}/limits.tsv COMMAND_ERROR_IS_FATAL ANY)
if(ASIO)
    execute_process(COMMAND ${ASIO} OUTPUT_VARIABLE rows COMMAND_ERROR_IS_FATAL ANY)
    file(APPEND ${FOLDER}/limits.tsv "${rows}")
endif()
message("Comparing with other libraries and languages, about three minutes")
execute_process(COMMAND ${CONTEST} ${PEERS} OUTPUT_FILE ${FOLDER}/contest.tsv COMMAND_ERROR_IS_FATAL ANY)
execute_process(
    COMMAND ${REPORT} ${FOLDER}/limits.tsv ${FOLDER}/contest.tsv ${FOLDER}/performance.md ${FOLDER}/performance.svg
    COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FOLDER}/performance.md page)
message("${page}")
message("Wrote ${FOLDER}/performance.md and performance.svg; the target publish copies them to docs")
