/* The rules, and what the other files have to do with them. */
#ifndef RULES_H
#define RULES_H

#include "view.h"

#define RULE_COUNT 14
extern const struct caselint_rule rules[RULE_COUNT];

/* The payment owed, and the worksheet (money.c). */
int32_t money_compute(const struct caselint_eval *eval);

/* The State's share, with what lines of schedules claim of it: `claimed` (money.c). `is_whole`: all lines are known. */
struct cl_seen;
void money_share(
    const struct caselint_eval *eval, const struct view *view, const struct cl_seen *claimed, bool is_whole);

/* Cases and the lines that claim them: needs several records (reconcile.c). */
extern const struct caselint_table line_fact_table;
caselint_check check_line;
caselint_check check_claimed;
int32_t facts_collect(const struct caselint_eval *eval);
int32_t facts_reconcile(void *instance, const struct caselint_group *group);

#endif
