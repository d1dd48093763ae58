import { z } from 'zod';

const MAX_PAGE = 2_000;
const USUAL_PAGE = 500;

/** "2026-11" */
export const month = z
  .string()
  .regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/, { error: 'must be a month, such as 2026-01' })
  .meta({ examples: ['2026-01'] });

export const oblast = z
  .string()
  .regex(/^UA\d{17}$/, { error: 'must be the KATOTTG code of an oblast or of a city with special status' })
  .meta({ description: 'KATOTTG code.', examples: ['UA05000000000010236'] });

const SIZE_RULE = `must be a whole number from 1 to ${MAX_PAGE}`;

export const pageSize = z.coerce
  .number({ error: SIZE_RULE })
  .int({ error: SIZE_RULE })
  .min(1, { error: SIZE_RULE })
  .max(MAX_PAGE, { error: SIZE_RULE })
  .default(USUAL_PAGE)
  .meta({ description: `1 to ${MAX_PAGE}; default ${USUAL_PAGE}.` });

/** Of a list that is ordered by code: the last code of the page before. */
export const placeToken = z
  .string()
  .regex(/^UA\d{17}$/, { error: 'must be the next_page_token of the page before' })
  .optional();

/** The rows after the token, and where the next page begins. `rows` are in the order of their codes. */
export function pageOf<Row>(
  rows: readonly Row[],
  codeOf: (row: Row) => string,
  { page_size: size, page_token: token = '' }: { readonly page_size: number; readonly page_token?: string | undefined },
) {
  const left = rows.filter((row) => codeOf(row) > token);
  const page = left.slice(0, size);
  const last = page.at(-1);
  return { page, next: left.length > size && last !== undefined ? codeOf(last) : null };
}
