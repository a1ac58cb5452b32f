/* The names of the parameters in the ruleset; see parameters.h. */
#include "parameters.h"

#define PARAMETER(member, name, kind) CASELINT_FIELD(struct ny_parameters, member, name, kind, CASELINT_REQUIRED)

static const struct caselint_field fields[] = {
    PARAMETER(case_type, "caseType", CASELINT_CODE),
    PARAMETER(reason_missed, "reasonMissed", CASELINT_CODE),
    PARAMETER(reason_additional, "reasonAdditional", CASELINT_CODE),
    PARAMETER(kind_adult, "kindAdult", CASELINT_CODE),
    PARAMETER(kind_child, "kindChild", CASELINT_CODE),
    PARAMETER(adult_age, "adultAge", CASELINT_COUNT),
    PARAMETER(stage_type, "stageType", CASELINT_CODE),
    PARAMETER(preventive_only, "preventiveOnly", CASELINT_BOOLEAN),
    PARAMETER(status_converted, "statusConverted", CASELINT_CODE),
    PARAMETER(status_opened, "statusOpened", CASELINT_CODE),
    PARAMETER(status_never, "statusNever", CASELINT_CODE),
    PARAMETER(outcome, "outcome", CASELINT_CODE),
    PARAMETER(tracked_completed, "trackedCompleted", CASELINT_CODE),
    PARAMETER(tracked_started, "trackedStarted", CASELINT_CODE),
    PARAMETER(close_reason, "closeReason", CASELINT_TEXT),
    PARAMETER(kind_purchased, "kindPurchased", CASELINT_CODE),
    PARAMETER(issue_single, "issueSingle", CASELINT_CODE),
    PARAMETER(bics_single, "bicsSingle", CASELINT_CODE),
    PARAMETER(step_prior_closed, "stepPriorClosed", CASELINT_TEXT),
    PARAMETER(step_entered, "stepEntered", CASELINT_TEXT),
    PARAMETER(step_signed, "stepSigned", CASELINT_TEXT),
    PARAMETER(step_opened, "stepOpened", CASELINT_TEXT),
    PARAMETER(step_stage, "stepStage", CASELINT_TEXT),
    PARAMETER(step_app_reg, "stepAppReg", CASELINT_TEXT),
    PARAMETER(step_processed, "stepProcessed", CASELINT_TEXT),
    PARAMETER(step_entry, "stepEntry", CASELINT_TEXT),
    PARAMETER(step_direct, "stepDirect", CASELINT_TEXT),
    PARAMETER(step_pos, "stepPos", CASELINT_TEXT),
    PARAMETER(step_bics, "stepBics", CASELINT_TEXT),
    PARAMETER(step_check, "stepCheck", CASELINT_TEXT),
    PARAMETER(step_stage_closed, "stepStageClosed", CASELINT_TEXT),
    PARAMETER(step_wms_closed, "stepWmsClosed", CASELINT_TEXT),
    PARAMETER(forbidden_back_dated, "forbiddenBackDated", CASELINT_TEXT),
    PARAMETER(forbidden_fasp, "forbiddenFasp", CASELINT_TEXT),
    PARAMETER(forbidden_tracked, "forbiddenTracked", CASELINT_TEXT),
};

const struct caselint_table ny_parameter_table = {
    NULL, CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct ny_parameters), 0};
