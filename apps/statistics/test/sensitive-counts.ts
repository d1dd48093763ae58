import { rows, type Database } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';

/** What is counted of a sensitive category of a hromada and month, on its third day unless another one is given. */
export interface MonthlyCases {
  readonly code: string;
  /** "2021-03". */
  readonly month: string;
  readonly cases: number;
  /** Of the month. Default: the third. */
  readonly day?: string;
  /** Default: domestic violence. */
  readonly category?: string;
  /** Default: incidents. */
  readonly measure?: string;
  /** Day on which they became known. Default: the day itself. */
  readonly knownOn?: Day | undefined;
}

/** Counts as events do, some of which become known late. */
export async function countCases(database: Database, all: readonly MonthlyCases[]): Promise<void> {
  for (const { code, month, cases, day: ofMonth = '03', measure = 'incidents', category, knownOn } of all) {
    const day = `${month}-${ofMonth}`;
    await rows(
      database.em.fork(),
      `insert into sensitive_count (measure, territory_code, day, category, known_on, value)
       values ($5, $1, $2, $6, $3, $4)
       on conflict (territory_code, measure, day, category, known_on)
         do update set value = sensitive_count.value + excluded.value`,
      [code, day, knownOn ?? day, cases, measure, category ?? 'domestic_violence'],
    );
  }
}

/** "2021-01" to "2021-12". */
export const MONTHS_OF_2021 = Array.from({ length: 12 }, (_, index) => `2021-${String(index + 1).padStart(2, '0')}`);
