# Shared by the toolchains that run Windows programs with Wine, which cannot run all tests.
set(SUBPROCESS_LEFT_OUT ~[beyond-wine])
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine.sh ${CMAKE_BINARY_DIR}/wine)
