import type { Database } from '@safe-community/database';
import { COUNTRY, findHromada, findOblast } from '@safe-community/territory';
import { readListedUnits } from '../territory/module.ts';
import type { Level } from './release.ts';

/** What a KATOTTG code names, empty for the country; a city with special status is an oblast. Undefined for other codes. */
export async function levelOf(database: Database, code: string): Promise<Level | undefined> {
  if (code === '' || findOblast(code)?.code === code || findHromada(code) !== undefined) return levelOfKnown(code);
  const listed = await readListedUnits(database.em.fork());
  return listed.some((unit) => unit.code === code) ? 'hromada' : undefined;
}

/** The level of a code that names a place. */
export function levelOfKnown(code: string): Level {
  if (code === '' || code === COUNTRY) return 'country';
  return findOblast(code)?.code === code ? 'oblast' : 'hromada';
}
