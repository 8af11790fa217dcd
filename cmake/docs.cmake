# The target docs checks the pages and builds the site from them: cmake --workflow --preset site.
find_program(SUBPROCESS_MKDOCS mkdocs)
mark_as_advanced(SUBPROCESS_MKDOCS)
set(site ${PROJECT_BINARY_DIR}/html)

if(SUBPROCESS_MKDOCS AND SUBPROCESS_PYTHON)
    add_custom_target(docs
        COMMAND ${CMAKE_COMMAND} -D ROOT=${PROJECT_SOURCE_DIR} -P examples/check_snippets.cmake
        COMMAND ${SUBPROCESS_PYTHON} -B tools/reference.py --check
        COMMAND ${SUBPROCESS_PYTHON} -B tools/check_links.py docs
        COMMAND ${SUBPROCESS_MKDOCS} build --quiet --strict --site-dir ${site}
        COMMAND ${CMAKE_COMMAND} -E echo "The site is ${site}/index.html"
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
        USES_TERMINAL
        VERBATIM)
else()
    add_custom_target(docs
        COMMAND ${CMAKE_COMMAND} -E echo
            "The site needs MkDocs with its theme Material, and Python 3: apt-get install mkdocs mkdocs-material python3"
        COMMAND ${CMAKE_COMMAND} -E false
        VERBATIM)
endif()
