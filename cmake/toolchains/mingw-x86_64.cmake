# Windows on x86-64: built by mingw-w64, run by Wine.
set(MINGW x86_64)
include(${CMAKE_CURRENT_LIST_DIR}/mingw.cmake)
set(SUBPROCESS_LEFT_OUT ~[beyond-wine])
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine.sh ${CMAKE_BINARY_DIR}/wine)
