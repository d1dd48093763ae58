import { rows, type Database } from '@safe-community/database';
import { findHromada, findOblast, isKatottg } from '@safe-community/territory';
import type { TerritoryBook } from '../../app/ports.ts';

/** The built-in tables of oblasts and hromadas, and beside them what the registry listed since. */
export function territoryBook(database: Database): TerritoryBook {
  return {
    async note(em, units) {
      const latest = [...new Map(units.map((unit) => [unit.code, unit])).values()];
      await rows(em, NOTE, [latest.map(({ code }) => code), latest.map(({ oblastCode }) => oblastCode)]);
    },
    async levelOf(code) {
      if (!isKatottg(code)) return undefined;
      // First the oblasts: a city with special status is both, and as an oblast it may be told more of.
      if (findOblast(code) !== undefined) return 'oblast';
      if (findHromada(code) !== undefined) return 'hromada';
      const listed = await rows(database.em.fork(), 'select 1 from listed_unit where code = $1', [code]);
      return listed.length > 0 ? 'hromada' : undefined;
    },
  };
}

const NOTE = `
  insert into listed_unit (code, oblast_code) select * from unnest($1::text[], $2::text[])
  on conflict (code) do update set oblast_code = excluded.oblast_code`;
