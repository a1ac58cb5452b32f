# Checks the example, and compares the report with examples/report.txt, byte for byte. When it changes on purpose, run
# it with -DOUTPUT=examples/report.txt and read the difference.
execute_process(COMMAND ${CASELINT} check --plugin-dir ${BUNDLES} --show all -o text:${OUTPUT} examples/us-zz.xml
  RESULT_VARIABLE code)
# Some cases are wrong on purpose.
if(NOT code EQUAL 1)
  message(FATAL_ERROR "caselint check ended with ${code}, not with 1")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${OUTPUT} examples/report.txt RESULT_VARIABLE differs)
if(differs)
  message(FATAL_ERROR "${OUTPUT} is not examples/report.txt")
endif()
