# Debian packages by CPack: caselint, caselint-dev, and one per jurisdiction. `./dev package` makes them. The same sources
# give the same bytes: times in them are the day of the release unless SOURCE_DATE_EPOCH says otherwise, and paths of the
# build are kept out of what is compiled.
set(CASELINT_MAINTAINER "caselint packages <packages@caselint.invalid>" CACHE STRING
  "Who answers for Debian packages that are made here: Name <address>")
set(CASELINT_DEBIAN_REVISION 1 CACHE STRING "Revision of Debian packages of one version of caselint")
set(CASELINT_DEBIAN_VERSION ${PROJECT_VERSION}-${CASELINT_DEBIAN_REVISION})

execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C date --utc --date=${CASELINT_DATE} --rfc-email
  OUTPUT_VARIABLE CASELINT_CHANGELOG_DATE OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND date --utc --date=${CASELINT_DATE} +%s
  OUTPUT_VARIABLE CASELINT_EPOCH OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
configure_file(${CMAKE_SOURCE_DIR}/packaging/changelog.in ${CMAKE_BINARY_DIR}/packaging/changelog.Debian @ONLY)
configure_file(${CMAKE_SOURCE_DIR}/packaging/cpack.cmake.in ${CMAKE_BINARY_DIR}/packaging/cpack.cmake @ONLY)
execute_process(COMMAND gzip -9 -n -f ${CMAKE_BINARY_DIR}/packaging/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME caselint)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR caselint)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_BINARY_DIR}/packaging/cpack.cmake)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${CASELINT_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${CASELINT_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

# caselint_package(COMPONENT NAME SUMMARY DESCRIPTION): what every package has.
macro(caselint_package component name summary description)
  string(TOUPPER ${component} upper)
  list(APPEND CPACK_COMPONENTS_ALL ${component})
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${summary}\n${description}")
  # Only in packages, which are installed by component: other systems keep such things elsewhere.
  install(FILES ${CMAKE_SOURCE_DIR}/packaging/copyright ${CMAKE_BINARY_DIR}/packaging/changelog.Debian.gz
    DESTINATION share/doc/${name} COMPONENT ${component} EXCLUDE_FROM_ALL)
  install(FILES ${CMAKE_SOURCE_DIR}/packaging/lintian-overrides DESTINATION share/lintian/overrides RENAME ${name}
    COMPONENT ${component} EXCLUDE_FROM_ALL)
endmacro()

# caselint_package_jurisdiction(ID SUMMARY DESCRIPTION)
macro(caselint_package_jurisdiction id summary description)
  caselint_package(${id} caselint-${id} "${summary}" "${description}")
  string(TOUPPER ${id} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "caselint, caselint-plugin-abi-${ABI_MAJOR} (>= ${ABI_MAJOR}.${ABI_MINOR})")
  set(CPACK_DEBIAN_${upper}_PACKAGE_ENHANCES caselint)
endmacro()

set(CPACK_COMPONENTS_ALL)
caselint_package(caselint caselint "check child-welfare case exports and compute payments"
"caselint reads XML exports of child-welfare case systems, checks every record
against the procedure letter of its state, and writes one report: what was
done right, what was done wrong, what is still due and by when, and what money
follows from it, with the working. It opens no network connection.
.
The rules of a state are in a package of its own, caselint-us-ny for example.")
set(CPACK_DEBIAN_CASELINT_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_CASELINT_PACKAGE_PROVIDES "caselint-plugin-abi-${ABI_MAJOR} (= ${ABI_MAJOR}.${ABI_MINOR})")
set(CPACK_DEBIAN_CASELINT_PACKAGE_RECOMMENDS "caselint-us-ny, caselint-us-oh")
set(CPACK_DEBIAN_CASELINT_PACKAGE_SUGGESTS "caselint-dev")

caselint_package(dev caselint-dev "write caselint plugins for further jurisdictions"
"The header that is the whole contract between caselint and its plugins, a
package for CMake that builds a plugin and its bundle, a file for pkg-config,
and the documentation of the contract.")
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_DEV_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "caselint (>= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS "cmake, gcc | c-compiler, libc6-dev | libc-dev")
set(CPACK_DEBIAN_DEV_PACKAGE_SUGGESTS "pkg-config")

caselint_package_jurisdiction(us-oh "Ohio's rules for caselint: retroactive adoption subsidy"
"Checks exports against the Family, Children and Adult Services Procedure
Letter No. 135 of January 3, 2008, on retroactive adoption subsidy payments
(AA and SAMS) for January 2008, and computes the amounts.")
caselint_package_jurisdiction(us-ny "New York's rules for caselint: retroactive payments"
"Checks exports against the procedure for the administrative opening of a
CONNECTIONS case to make retroactive payments, and follows the amounts.")

include(CPack)
