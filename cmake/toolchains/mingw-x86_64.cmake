# Windows on x86-64: built by mingw-w64, run by Wine.
set(MINGW x86_64)
include(${CMAKE_CURRENT_LIST_DIR}/mingw.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/wine.cmake)
