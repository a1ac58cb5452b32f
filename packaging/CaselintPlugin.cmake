# Builds a plugin and its bundle: one folder with the shared object, its schema and its rulesets, as caselint wants it.
#
#   caselint_add_plugin(ID
#     SOURCES file...       C or C++
#     SCHEMA file           the XSD of its records
#     RULESETS file...      at least one
#     [FOLDER folder]       where the bundle is made; ${CMAKE_CURRENT_BINARY_DIR}/bundles unless given
#     [PROGRAM command])    the caselint that checks it; the one found with this package unless given
#
# ID is that of the plugin's descriptor ("us-oh"); the bundle is FOLDER/ID. There are these targets: plugin_ID, the module;
# bundle_ID, the whole folder, part of the default build; check_ID, which has caselint load what is in FOLDER and fails when
# anything there is refused (and looks at the bundle with `caselint plugin-lint` where there is that command). The same are
# the tests caselint.ID and caselint.ID.lint where testing is enabled. `cmake --install` puts the bundle into
# lib/caselint/bundles of the prefix, where a caselint of the same prefix finds it; its component is called ID.
#
# The module is compiled with everything hidden that is not exported, with checks of the stack and of buffers, and linked
# so that nothing is left undefined and nothing can be rebound: a plugin links to nothing of caselint.
include_guard(GLOBAL)

# _caselint_bundle_file(ID SOURCE FOLDER): copies a file into the bundle.
function(_caselint_bundle_file id source folder)
  get_filename_component(source ${source} ABSOLUTE)
  get_filename_component(name ${source} NAME)
  add_custom_command(OUTPUT ${folder}/${name}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${CMAKE_COMMAND} -E copy ${source} ${folder}/${name}
    DEPENDS ${source} VERBATIM)
  set_property(TARGET plugin_${id} APPEND PROPERTY CASELINT_COPIES ${folder}/${name})
  install(FILES ${source} DESTINATION lib/caselint/bundles/${id} COMPONENT ${id})
endfunction()

function(_caselint_harden target)
  target_compile_options(${target} PRIVATE -fstack-protector-strong
    $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE> $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-D_FORTIFY_SOURCE=2>)
  target_link_options(${target} PRIVATE -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  set_target_properties(${target} PROPERTIES C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON)
endfunction()

# _caselint_check(ID FOLDER PROGRAM...): the loader's opinion, and that of plugin-lint where the program has it.
function(_caselint_check id folder)
  set(load ${ARGN} plugins --color never --plugin-dir ${folder})
  set(lint ${ARGN} plugin-lint --color never ${folder}/${id})
  add_test(NAME caselint.${id} COMMAND ${load})
  execute_process(COMMAND ${ARGN} plugin-lint --help RESULT_VARIABLE unknown OUTPUT_QUIET ERROR_QUIET)
  if(unknown)
    add_custom_target(check_${id} COMMAND ${load} DEPENDS bundle_${id} VERBATIM)
  else()
    add_custom_target(check_${id} COMMAND ${load} COMMAND ${lint} DEPENDS bundle_${id} VERBATIM)
    add_test(NAME caselint.${id}.lint COMMAND ${lint})
  endif()
endfunction()

function(caselint_add_plugin id)
  cmake_parse_arguments(PLUGIN "" "SCHEMA;FOLDER" "SOURCES;RULESETS;PROGRAM" ${ARGN})
  if(NOT PLUGIN_SOURCES OR NOT PLUGIN_SCHEMA OR NOT PLUGIN_RULESETS OR PLUGIN_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "caselint_add_plugin(${id}) needs SOURCES, SCHEMA and RULESETS, and knows FOLDER and PROGRAM besides")
  endif()
  if(NOT PLUGIN_FOLDER)
    set(PLUGIN_FOLDER ${CMAKE_CURRENT_BINARY_DIR}/bundles)
  endif()
  if(NOT PLUGIN_PROGRAM)
    set(PLUGIN_PROGRAM ${CASELINT_PROGRAM})
  endif()
  set(folder ${PLUGIN_FOLDER}/${id})
  add_library(plugin_${id} MODULE ${PLUGIN_SOURCES})
  target_link_libraries(plugin_${id} PRIVATE Caselint::plugin)
  _caselint_harden(plugin_${id})
  set_target_properties(plugin_${id} PROPERTIES PREFIX "" SUFFIX .so OUTPUT_NAME ${id} LIBRARY_OUTPUT_DIRECTORY ${folder}
    LIBRARY_OUTPUT_DIRECTORY_RELEASE ${folder} LIBRARY_OUTPUT_DIRECTORY_DEBUG ${folder})
  foreach(file ${PLUGIN_SCHEMA} ${PLUGIN_RULESETS})
    _caselint_bundle_file(${id} ${file} ${folder})
  endforeach()
  install(TARGETS plugin_${id} LIBRARY DESTINATION lib/caselint/bundles/${id} COMPONENT ${id}
    PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  add_custom_target(bundle_${id} ALL DEPENDS $<TARGET_PROPERTY:plugin_${id},CASELINT_COPIES> plugin_${id})
  if(PLUGIN_PROGRAM)
    _caselint_check(${id} ${PLUGIN_FOLDER} ${PLUGIN_PROGRAM})
  endif()
endfunction()
