/* Wrong: the entry is one word, even though it is the right one. */
extern __attribute__((visibility("default"))) const unsigned int caselint_plugin_entry;
const unsigned int caselint_plugin_entry = 0x636c7069U;
