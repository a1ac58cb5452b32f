# Makes manual pages and completions, as they are installed: cmake -DMAKER=program -DFOLDER=folder -DDATE=date -DPAGES=file... -P
# FOLDER gets man1/ and man7/ with compressed pages, and completions/. PAGES are pages that are written by hand.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER}/completions ${FOLDER}/man1 ${FOLDER}/man7)
execute_process(COMMAND ${MAKER} ${FOLDER}/completions ${DATE} COMMAND_ERROR_IS_FATAL ANY)
foreach(section 1 7)
  file(GLOB pages ${FOLDER}/completions/*.${section})
  file(COPY ${pages} DESTINATION ${FOLDER}/man${section})
  file(REMOVE ${pages})
endforeach()
file(COPY ${PAGES} DESTINATION ${FOLDER}/man7)
file(GLOB pages ${FOLDER}/man?/*)
execute_process(COMMAND gzip -9 -n ${pages} COMMAND_ERROR_IS_FATAL ANY)
