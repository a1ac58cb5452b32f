# What `cmake --install` puts where, by component: caselint, dev, and one per jurisdiction. Nothing of it depends on the
# prefix: the program finds its files from where it lies itself (places_find in host/cli/common.c), so a prefix can be
# moved. Bundles are in lib/ whatever the library folder of the system is called: only caselint opens them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(DOCS share/doc/caselint)

# ---- Manual pages and completions, made from the table of options ---------------------------------
file(GLOB MANUAL_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/host/cli/manual/*.c)
add_executable(make_manual ${MANUAL_SOURCES})
target_link_libraries(make_manual PRIVATE caselint_host)
target_link_options(make_manual PRIVATE ${FILE_BY_FILE})
set(MANUAL ${CMAKE_BINARY_DIR}/manual)
configure_file(${CMAKE_SOURCE_DIR}/packaging/caselint-plugin.7.in ${CMAKE_BINARY_DIR}/packaging/caselint-plugin.7 @ONLY)
add_custom_command(OUTPUT ${MANUAL}.made
  COMMAND ${CMAKE_COMMAND} -DMAKER=$<TARGET_FILE:make_manual> -DFOLDER=${MANUAL} -DDATE=${CASELINT_DATE}
    -DPAGES=${CMAKE_BINARY_DIR}/packaging/caselint-plugin.7 -P ${CMAKE_SOURCE_DIR}/packaging/manual.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${MANUAL}.made
  DEPENDS make_manual ${CMAKE_SOURCE_DIR}/packaging/manual.cmake ${CMAKE_BINARY_DIR}/packaging/caselint-plugin.7 VERBATIM)
add_custom_target(manual ALL DEPENDS ${MANUAL}.made)

install(DIRECTORY ${MANUAL}/man1 DESTINATION share/man COMPONENT caselint)
install(DIRECTORY ${MANUAL}/man7 DESTINATION share/man COMPONENT caselint PATTERN "caselint-plugin.*" EXCLUDE)
install(DIRECTORY ${MANUAL}/man7 DESTINATION share/man COMPONENT dev FILES_MATCHING PATTERN "caselint-plugin.*")
install(FILES ${MANUAL}/completions/caselint.bash DESTINATION share/bash-completion/completions RENAME caselint
  COMPONENT caselint)
install(FILES ${MANUAL}/completions/caselint.zsh DESTINATION share/zsh/vendor-completions RENAME _caselint
  COMPONENT caselint)
install(FILES ${MANUAL}/completions/caselint.fish DESTINATION share/fish/vendor_completions.d COMPONENT caselint)

# ---- The program, its schemas and its documents ------------------------------------------------------
install(TARGETS caselint RUNTIME DESTINATION bin COMPONENT caselint)
# Where jurisdictions go; there may be none yet.
install(DIRECTORY DESTINATION lib/caselint/bundles COMPONENT caselint)
# What lies beside the program in the build tree.
install(DIRECTORY ${CMAKE_BINARY_DIR}/xsd DESTINATION share/caselint COMPONENT caselint)
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${DOCS} COMPONENT caselint)
install(FILES ${CMAKE_SOURCE_DIR}/CHANGELOG.md DESTINATION ${DOCS}/docs COMPONENT caselint)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/ DESTINATION ${DOCS}/docs COMPONENT caselint
  FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "plugin-*.md" EXCLUDE)
# Somebody may have tried an example in its place.
install(DIRECTORY ${CMAKE_SOURCE_DIR}/examples DESTINATION ${DOCS} COMPONENT caselint PATTERN build EXCLUDE)

# ---- What a plugin is written with --------------------------------------------------------------------
file(STRINGS ${CMAKE_SOURCE_DIR}/host/include/caselint/plugin.h ABI_LINES REGEX "define CASELINT_ABI_M[AI][JN]OR ")
string(REGEX REPLACE ".*MAJOR UINT32_C.([0-9]+).*" "\\1" ABI_MAJOR "${ABI_LINES}")
string(REGEX REPLACE ".*MINOR UINT32_C.([0-9]+).*" "\\1" ABI_MINOR "${ABI_LINES}")
install(DIRECTORY ${CMAKE_SOURCE_DIR}/host/include/caselint DESTINATION include COMPONENT dev)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/ DESTINATION share/doc/caselint-dev COMPONENT dev
  FILES_MATCHING PATTERN "plugin-*.md")
set(CMAKE_INSTALL_INCLUDEDIR include)
set(CMAKE_INSTALL_BINDIR bin)
configure_package_config_file(${CMAKE_SOURCE_DIR}/packaging/CaselintConfig.cmake.in
  ${CMAKE_BINARY_DIR}/packaging/CaselintConfig.cmake INSTALL_DESTINATION share/cmake/Caselint
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/packaging/CaselintConfigVersion.cmake
  COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_BINARY_DIR}/packaging/CaselintConfig.cmake ${CMAKE_BINARY_DIR}/packaging/CaselintConfigVersion.cmake
  ${CMAKE_SOURCE_DIR}/packaging/CaselintPlugin.cmake DESTINATION share/cmake/Caselint COMPONENT dev)
configure_file(${CMAKE_SOURCE_DIR}/packaging/caselint.pc.in ${CMAKE_BINARY_DIR}/packaging/caselint.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/packaging/caselint.pc DESTINATION share/pkgconfig COMPONENT dev)
