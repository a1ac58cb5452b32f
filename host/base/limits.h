/*
 * Every limit on what an input, a plugin or a ruleset may make caselint do, in
 * one place. A value over a limit is reported by name and never cut silently.
 */
#ifndef CASELINT_BASE_LIMITS_H
#define CASELINT_BASE_LIMITS_H

#include <stdint.h>

#define LIMIT_DEPTH 64U                              /* open elements, the root counted */
#define LIMIT_ATTRIBUTES 256U                        /* attributes of one tag */
#define LIMIT_NAMESPACES 512U                        /* namespace declarations in force at one place */
#define LIMIT_NAMES 131072U                          /* names of one record that nobody binds */
#define LIMIT_TAG_BYTES (64U * 1024U)                /* bytes of one tag, the root's too */
#define LIMIT_TEXT_BYTES (64U * 1024U)               /* character data of one element */
#define LIMIT_RECORD_BYTES (4U * 1024U * 1024U)      /* bytes of one record */
#define LIMIT_BATCH_BYTES (256U * 1024U)             /* a batch is closed at this size ... */
#define LIMIT_BATCH_RECORDS 256U                     /* ... or at this many records */
#define LIMIT_BATCH_KEYS 1024U                       /* so many keys go to a worker at once */
#define LIMIT_READ_BYTES (64U * 1024U)               /* one read from a source */
#define LIMIT_ARCHIVE_RATIO 200U                     /* bytes out per byte in, of an archive */
#define LIMIT_ARCHIVE_GRACE (16U * 1024U * 1024U)    /* bytes out before the ratio counts */
#define LIMIT_ARCHIVE_MEMBERS 100000U                /* members of one archive */
#define LIMIT_PATHS 1000000U                         /* files found under the paths given */
#define LIMIT_DIRECTORY_DEPTH 32U                    /* folders below a folder given */
#define LIMIT_PATH_BYTES 4096U                       /* bytes of one path */
#define LIMIT_ID_BYTES 256U                          /* bytes of a record id */
#define LIMIT_KEY_BYTES 512U                         /* bytes of the key of a fact */
#define LIMIT_FINDINGS_PER_RECORD 20000U             /* findings one record may have */
#define LIMIT_AMOUNTS_PER_RECORD 20000U              /* amounts one record may have */
#define LIMIT_ROWS_PER_RECORD 20000U                 /* worksheet rows one record may have */
#define LIMIT_FACTS_PER_RECORD 20000U                /* facts one record may give */
#define LIMIT_KEY_FACTS 4096U                        /* facts of one key that are compared; over it none is */
#define LIMIT_KEY_FACT_BYTES (1024U * 1024U)         /* packed bytes of them */
#define LIMIT_FACT_MEMORY (20U * 1024U * 1024U)      /* of facts in memory; the rest waits in a temporary file */
#define LIMIT_ROW_MEMORY (32U * 1024U * 1024U)       /* likewise of the rows of worksheets, all threads together */
#define LIMIT_ADDED_MEMORY (8U * 1024U * 1024U)      /* likewise of what reconciliation adds to results */
#define LIMIT_KEPT_MEMORY (32U * 1024U * 1024U)      /* given back by one of these and kept for the next */
#define LIMIT_GROUPS 2048U                           /* counties of one plugin, groups of one worksheet */
#define LIMIT_INPUT_FINDINGS_PER_SOURCE 1000U        /* listed in full; the rest are counted */
#define LIMIT_INPUT_FINDINGS 20000U                  /* of all inputs, likewise */
#define LIMIT_SCRATCH_BYTES (16U * 1024U * 1024U)    /* scratch memory of one plugin call */
#define LIMIT_RULESET_BYTES (4U * 1024U * 1024U)     /* one ruleset file, one profile */
#define LIMIT_PROFILE_CHANGES 256U                   /* changes of one profile */
#define LIMIT_RULES 4096U                            /* rules of one plugin */
#define LIMIT_FIELDS 4096U                           /* fields of one record table */
#define LIMIT_TABLE_DEPTH 16U                        /* record tables inside record tables */
#define LIMIT_MESSAGE_BYTES 4096U                    /* one message after its template is filled */
#define LIMIT_SHOWN_BYTES 256U                       /* a text of the input as it is shown; the rest is "..." */
#define LIMIT_VALUES 32U                             /* named values of one finding */
#define LIMIT_STEPS 64U                              /* steps of one working */
#define LIMIT_STEP_INPUTS 32U                        /* inputs of one step */
#define LIMIT_AMOUNT_CENTS INT64_C(99999999999999)   /* one amount */
#define LIMIT_RESULT_LINE_BYTES (8U * 1024U * 1024U) /* one line of saved results */
#define LIMIT_DIFF_MEMORY (48U * 1024U * 1024U)      /* of two runs being compared; the rest waits in a file */
#define LIMIT_DIFF_KINDS 4096U                       /* kinds of amounts told apart when runs are compared */
#define LIMIT_PLUGINS 64U                            /* plugins of one run */
#define LIMIT_JOBS 256U                              /* workers of one run */
#define LIMIT_PLUGIN_DEATHS 5U                       /* records given up before their plugin is switched off */
#define LIMIT_BREACH_TRIALS 16U                      /* breaches tried again in a fresh worker, of one run */
#define LIMIT_WORKER_MIB 512U                        /* memory of a worker beyond what it is born with; default */
#define LIMIT_RECORD_SECONDS 10U                     /* time for one record or key; default */
#define LIMIT_ANSWER_BYTES (256U * 1024U * 1024U)    /* messages of one piece of work */
#define LIMIT_BASELINE_ENTRIES 1000000U              /* of one baseline; 20 bytes each in memory */
#define LIMIT_BASELINE_LINE_BYTES 4096U              /* one line of it */
#define LIMIT_BASELINE_NAME_BYTES 256U               /* a name in it */
#define LIMIT_WAIVER_FILES 16U                       /* --waivers options of one run */
#define LIMIT_WAIVER_BYTES (16U * 1024U * 1024U)     /* one file of waivers */
#define LIMIT_WAIVERS 10000U                         /* waivers of one run */
#define LIMIT_WAIVER_PAIRS 100000U                   /* of a waiver and a rule that it names */
#define LIMIT_WAIVER_TEXT_BYTES 1000U                /* a reason, or who granted it */
#define LIMIT_OUTPUTS 32U                            /* -o options of one run */

#endif
