# What all cross compilers share: below CMAKE_FIND_ROOT_PATH lies what is for the other system, and nothing else is.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(SUBPROCESS_HOST_HEADERS /usr/include)
