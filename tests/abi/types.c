/*
 * Every type of the contract as an exported object, so that what a compiler makes of
 * the header can be recorded with its debugging information and compared: see
 * test_abi.py. CASELINT_ARRAY holds its elements behind a void pointer, so they are
 * named one by one.
 */
#include <caselint/plugin.h>

#define TYPE(name) __attribute__((visibility("default"))) struct name abi_##name

TYPE(caselint_array);
TYPE(caselint_text);
TYPE(caselint_list);
TYPE(caselint_field);
TYPE(caselint_table);
TYPE(caselint_ref);
TYPE(caselint_value);
TYPE(caselint_named_value);
TYPE(caselint_finding);
TYPE(caselint_step);
TYPE(caselint_amount);
TYPE(caselint_row);
TYPE(caselint_fact);
TYPE(caselint_services);
TYPE(caselint_eval);
TYPE(caselint_known_fact);
TYPE(caselint_group);
TYPE(caselint_rule);
TYPE(caselint_plugin);
TYPE(caselint_entry);

__attribute__((visibility("default"))) enum caselint_kind abi_caselint_kind;
__attribute__((visibility("default"))) enum caselint_outcome abi_caselint_outcome;
__attribute__((visibility("default"))) enum caselint_amount_state abi_caselint_amount_state;
