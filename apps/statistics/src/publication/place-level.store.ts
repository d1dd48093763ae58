import type { Database } from '@safe-community/database';
import { findHromada, findOblast } from '@safe-community/territory';
import { readListedUnits } from '../territory/module.ts';
import type { Level } from './publication-set.ts';

/** What a KATOTTG code names, empty for the country; a city with special status is an oblast. Undefined for other codes. */
export async function levelOf(database: Database, code: string): Promise<Level | undefined> {
  if (code === '') return 'country';
  if (findOblast(code)?.code === code) return 'oblast';
  if (findHromada(code) !== undefined) return 'hromada';
  const listed = await readListedUnits(database.em.fork());
  return listed.some((unit) => unit.code === code) ? 'hromada' : undefined;
}
