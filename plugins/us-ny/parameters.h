/*
 * What the letter fixes, as codes, and the names of its steps for people. The values
 * stand in the ruleset.
 */
#ifndef US_NY_PARAMETERS_H
#define US_NY_PARAMETERS_H

#include <caselint/plugin.h>

struct ny_parameters {
	struct caselint_text case_type;
	struct caselint_text reason_missed;
	struct caselint_text reason_additional;
	struct caselint_text kind_adult;
	struct caselint_text kind_child;
	int32_t adult_age; /* years from which a person is an adult */
	struct caselint_text stage_type;
	int32_t preventive_only; /* the decision the letter gives */
	struct caselint_text status_converted;
	struct caselint_text status_opened;
	struct caselint_text status_never;
	struct caselint_text outcome;
	struct caselint_text tracked_completed;
	struct caselint_text tracked_started;
	struct caselint_text close_reason;
	struct caselint_text kind_purchased;
	struct caselint_text issue_single;
	struct caselint_text bics_single;
	/* Names of steps, and of what the letter forbids, on the checklist. */
	struct caselint_text step_prior_closed;
	struct caselint_text step_entered;
	struct caselint_text step_signed;
	struct caselint_text step_opened;
	struct caselint_text step_stage;
	struct caselint_text step_app_reg;
	struct caselint_text step_processed;
	struct caselint_text step_entry;
	struct caselint_text step_direct;
	struct caselint_text step_pos;
	struct caselint_text step_bics;
	struct caselint_text step_check;
	struct caselint_text step_stage_closed;
	struct caselint_text step_wms_closed;
	struct caselint_text forbidden_back_dated;
	struct caselint_text forbidden_fasp;
	struct caselint_text forbidden_tracked;
};

extern const struct caselint_table ny_parameter_table;

#endif
