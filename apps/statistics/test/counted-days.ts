import { rows, type Database } from '@safe-community/database';

/** Incidents of one category on each of these days, as the consumer would have counted them. */
interface CountedDays {
  readonly territoryCode: string;
  readonly category: string;
  readonly firstDay: string;
  readonly counts: readonly number[];
  /** Of each day. */
  readonly killed?: number;
}

/** @param database with the rights of its owner. */
export async function countDays(database: Database, counted: CountedDays): Promise<void> {
  const { territoryCode, category, firstDay, counts, killed = 0 } = counted;
  await rows(
    database.em.fork(),
    `insert into incident_count (territory_code, day, category, incidents, killed, injured,
       defenders_killed, defenders_injured, children_killed, children_injured)
     select $1, $3::date + (number - 1)::int, $2, incidents, $5, 0, 0, 0, 0, 0
     from unnest($4::bigint[]) with ordinality as each (incidents, number) where incidents > 0`,
    [territoryCode, category, firstDay, counts, killed],
  );
}
