/* See output.h. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"

#define FIRST_YEAR 1950
#define LAST_YEAR 2030
#define DATE_BYTES 10U

bool
output_open(struct output *output, const char *path)
{
	memset(output, 0, sizeof *output);
	output->descriptor = -1;
	output->line = 1;
	output->buffer = malloc(OUTPUT_BYTES);
	if (output->buffer == NULL)
		return false;
	if (strcmp(path, "-") == 0)
		output->descriptor = dup(STDOUT_FILENO);
	else
		output->descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return output->descriptor >= 0;
}

void
output_flush(struct output *output)
{
	size_t done = 0;

	while (done < output->used && output->error == 0) {
		ssize_t written = write(output->descriptor, output->buffer + done, output->used - done);

		if (written >= 0)
			done += (size_t)written;
		else if (errno != EINTR)
			output->error = errno;
	}
	output->flushed += output->used;
	output->used = 0;
}

bool
output_close(struct output *output)
{
	if (output->descriptor >= 0) {
		output_flush(output);
		if (close(output->descriptor) != 0 && output->error == 0)
			output->error = errno;
	}
	free(output->buffer);
	output->buffer = NULL;
	output->descriptor = -1;
	errno = output->error;
	return output->error == 0;
}

/* ---- Values ----------------------------------------------------------------- */

void
put_number(struct output *output, uint64_t number)
{
	char digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	put_bytes(output, digits + at, sizeof digits - at);
}

/* The texts of all days that records use, made once: a record has some twenty dates. */
static const char *
day_text(int32_t day)
{
	static char texts[(LAST_YEAR - FIRST_YEAR + 1) * 366][DATE_BYTES];
	static int32_t first = 0;
	static int32_t count = 0;
	char text[DATE_TEXT_BYTES];
	int32_t i = 0;

	if (count == 0) {
		first = date_from_parts((struct date_parts){FIRST_YEAR, 1, 1});
		count = date_from_parts((struct date_parts){LAST_YEAR + 1, 1, 1}) - first;
		for (i = 0; i < count; i++)
			memcpy(texts[i], date_format(first + i, text), DATE_BYTES);
	}
	return day >= first && day < first + count ? texts[day - first] : NULL;
}

void
put_date(struct output *output, int32_t day)
{
	const char *known = day == BAD_DATE ? "2008-02-30" : day_text(day);
	char text[DATE_TEXT_BYTES];

	if (known != NULL)
		put_bytes(output, known, DATE_BYTES);
	else
		put(output, date_format(day, text));
}

void
put_month(struct output *output, int32_t month)
{
	char text[DATE_TEXT_BYTES];

	put(output, month_format(month, text));
}

void
put_money(struct output *output, int64_t cents)
{
	char decimals[3] = {'.', (char)('0' + cents / 10 % 10), (char)('0' + cents % 10)};

	if (cents == BAD_MONEY) {
		put(output, "1,250.00");
		return;
	}
	put_number(output, (uint64_t)(cents / 100));
	put_bytes(output, decimals, sizeof decimals);
}
