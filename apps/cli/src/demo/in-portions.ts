/** Few enough that each call is answered soon, also on a busy machine: a repeated job goes on behind the last answer. */
const ROWS_PER_CALL = 200;

/**
 * Sends rows in several calls, one after the other.
 *
 * @param send gets a part of the name of its request, which is the same for the same rows
 */
export async function inPortions<Row, Answer>(
  rows: readonly Row[],
  send: (rows: readonly Row[], name: string) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_CALL) {
    const portion = rows.slice(from, from + ROWS_PER_CALL);
    answers.push(await send(portion, `${from}+${portion.length}`));
  }
  return answers;
}
