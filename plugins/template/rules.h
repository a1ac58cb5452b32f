/* The rules, and what the other files have to do with them. */
#ifndef RULES_H
#define RULES_H

#include "view.h"

#define RULE_COUNT 11
extern const struct caselint_rule rules[RULE_COUNT];

/* The amount and the worksheet (money.c). */
int32_t money_compute(const struct caselint_eval *eval);

/* One child, one county: needs several records (reconcile.c). */
extern const struct caselint_table child_fact_table;
caselint_check check_child_key;
int32_t facts_collect(const struct caselint_eval *eval);
int32_t facts_reconcile(void *instance, const struct caselint_group *group);

#endif
