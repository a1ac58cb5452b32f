/*
 * The spool: results of records in compact form, in document order, in an
 * unlinked temporary file of mode 0600; and the supplements that reconciliation
 * adds to them later. Reading gives every record once, merged. The compact form
 * is also what crosses between processes; it is private to one run.
 */
#ifndef CASELINT_REPORT_SPOOL_H
#define CASELINT_REPORT_SPOOL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "report/lexicon.h"
#include "report/model.h"

/* Appends the compact form of a result. Texts that are of the lexicon (NULL: none) become numbers. */
void result_pack(const struct result_record *record, const struct lexicon *lexicon, struct buffer *bytes);
/* The inverse, with the same lexicon: everything in `arena`, in the lexicon or pointing into `bytes`. STATUS_INVALID on
 * anything that result_pack did not write. *ret_used: bytes taken. */
CASELINT_NODISCARD
enum status result_unpack(struct text bytes, const struct lexicon *lexicon, struct arena *arena,
    struct result_record *ret_record, size_t *ret_used);

/*
 * Adds supplements to a record, all that there are at once (one by one would be quadratic): outcomes merge by the
 * worst (outcome_worse, where notapplicable is the best), the supplements' findings count for their rules, findings,
 * amounts and rows are appended, findings re-sorted by rule order, line and path (rules that are not in `rule_ids` last), and the record's outcome recomputed over rules and
 * findings. `rule_ids` gives the order of the plugin's rules. The result borrows from both.
 */
void result_merge(struct result_record *record, const struct result_record *supplements, size_t count,
    const char *const *rule_ids, size_t rule_count, struct arena *arena);

struct spool;

/* Opens an unlinked file in `directory` (NULL: $TMPDIR, else /tmp). STATUS_IO when it cannot. */
CASELINT_NODISCARD
enum status spool_new(const char *directory, struct spool **ret_spool);
/* Appends a packed result; in rising order of sequence (STATUS_INVALID otherwise). After a STATUS_IO every later
 * call answers STATUS_IO too. */
CASELINT_NODISCARD
enum status spool_append(struct spool *spool, struct text packed);
/* Adds a packed supplement for the record of its sequence; in any order, several per record. What the record itself says of
 * itself (id, group, line) is not looked at. */
CASELINT_NODISCARD
enum status spool_supplement(struct spool *spool, struct text packed);
/* How the rules of a bundle are ordered, for merging; borrowed. Without it findings are sorted by rule id. */
typedef size_t spool_rules_fn(void *context, uint32_t bundle, const char *const **ret_rule_ids);
void spool_order_rules(struct spool *spool, spool_rules_fn *rules, void *context);
/* The lexicon the results were packed with; borrowed. Without it results are taken to have none. */
void spool_use_lexicon(struct spool *spool, const struct lexicon *lexicon);

/* Changes a record that was read, in place or in `arena`; called by several threads at once, so it depends on the record
 * alone. Called with findings only, once they are merged. */
typedef void spool_mark_fn(const void *context, struct result_record *record, struct arena *arena);
/* Every reading from here on is marked; `context` is borrowed. */
void spool_use_marks(struct spool *spool, spool_mark_fn *mark, const void *context);

/* Changes a record before anybody gets it; what it puts in its place lies in `arena`, which lasts as long as the record.
 * Several threads may call it at a time. */
typedef void spool_view_fn(const void *context, struct result_record *record, struct arena *arena);
/* From now on every record is read through `view`; nothing takes it away again. `context` is borrowed. */
void spool_look_through(struct spool *spool, spool_view_fn *view, const void *context);

/* Called for each record in order; the record is valid during the call. Anything but STATUS_OK stops. */
typedef enum status spool_record_fn(void *context, const struct result_record *record);
/* Reads all records, merged with their supplements. May be called several times, also between appends. A
 * record that no rule was run on is notapplicable. STATUS_IO when the file cannot be read back; STATUS_INTERNAL when a supplement belongs to no record; else what `record` answered. */
CASELINT_NODISCARD
enum status spool_read(struct spool *spool, spool_record_fn *record, void *context);

/* What a reader needs; the rest costs time. */
enum spool_parts {
	SPOOL_EVERYTHING,
	SPOOL_WITHOUT_WORKING, /* no rows, and steps have their ids only: enough for the tally */
	SPOOL_WITHOUT_AMOUNTS, /* enough for worksheets */
	SPOOL_ROWS,            /* rows only */
	SPOOL_NAMED,           /* the same, with the private text of restricted worksheets that were asked for */
	SPOOL_LISTED,          /* everything, of records that have findings only; others are left out */
	SPOOL_OUTCOMES,        /* outcomes and findings: no rows, no amounts */
	SPOOL_FINDINGS,        /* the same, of records that have findings only */
	SPOOL_LISTED_AND_ROWS, /* everything of records that have findings, of others the rows only */
};
/* The same, with the parts left out that are not asked for (a merged record may have them all the same). */
CASELINT_NODISCARD
enum status spool_read_parts(struct spool *spool, enum spool_parts parts, spool_record_fn *record, void *context);

/*
 * Reading in shares, each in a thread of its own if need be: pieces of some hundred records go around among `shares` readers.
 * After spool_settle, and until the next append or supplement. One share is everything.
 */
CASELINT_NODISCARD
enum status spool_settle(struct spool *spool);
uint64_t spool_piece_count(const struct spool *spool);
uint64_t spool_supplement_count(const struct spool *spool);
struct spool_reader;
CASELINT_NODISCARD
enum status spool_reader_new(const struct spool *spool, enum spool_parts parts, uint32_t share, uint32_t shares,
    struct spool_reader **ret_reader);
/* The next piece of the share: its records in order. STATUS_ABSENT when there is none; else as spool_read. */
CASELINT_NODISCARD
enum status spool_reader_piece(struct spool_reader *reader, spool_record_fn *record, void *context);
/* How many supplements it has merged: all readers together must come to spool_supplement_count. */
uint64_t spool_reader_merged(const struct spool_reader *reader);
/* NULL is allowed. */
void spool_reader_free(struct spool_reader *reader);

/* Gives back what it holds, before it is freed: whoever reads or appends afterwards gets STATUS_IO. Nobody is reading. */
void spool_forget(struct spool *spool);
void spool_free(struct spool *spool);

#endif
