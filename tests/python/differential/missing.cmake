# cmake -D PROGRAM=name -P missing.cmake
message(FATAL_ERROR "The differential test needs the program ${PROGRAM}, and there is none: install the package of "
    "that name and configure again.")
