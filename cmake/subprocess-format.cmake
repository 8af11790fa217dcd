# For programs that include <subprocess/format.hpp>: the library and fmt.
if(NOT TARGET subprocess::format)
    add_library(subprocess::format INTERFACE IMPORTED GLOBAL)
    target_link_libraries(subprocess::format INTERFACE subprocess::subprocess fmt::fmt)
endif()
