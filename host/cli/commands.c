/* The commands, in the order in which help lists them; see cli/cli.h. */
#include "cli/cli.h"

const struct command cli_commands[] = {
    {"check", "PATH...", "Check case exports against the rules and compute what is due", command_check},
    {"report", "RESULTS", "Render saved results (check -o jsonl:FILE) again, in any format", command_report},
    {"diff", "OLD NEW", "Compare two saved runs: what is new, worse, fixed; money changed", command_diff},
    {"baseline", "create|update|prune FILE", "Make a baseline of saved results, so that findings are known",
	command_baseline},
    {"explain", "RULE...", "Explain rules and computed amounts: why they are and how to mend", command_explain},
    {"rules", "", "List the rules; with --matrix, every sentence of each letter", command_rules},
    {"plugins", "", "List the plugins that are loaded, and why others were refused", command_plugins},
    {"new-plugin", "ID FOLDER", "Write the sources of a new plugin, to begin with", command_new_plugin},
    {"plugin-test", "BUNDLE [CASES...]", "Run the cases of a plugin: records in, outcomes and money out",
	command_plugin_test},
    {"plugin-lint", "BUNDLE", "Look at a plugin from outside, without running it", command_plugin_lint},
    {"doctor", "", "Try out what protects a run from plugins on this machine", command_doctor},
    {"version", "", "Show the versions of caselint and of the libraries it uses", command_version},
    {"help", "[COMMAND|TOPIC]", "Show help on a command or a topic: exit-codes, formats, privacy", command_help},
    {NULL, NULL, NULL, NULL},
};
