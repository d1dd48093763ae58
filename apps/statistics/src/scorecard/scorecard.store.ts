import { prepared, readPrepared, toOptionalDate, type Database } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import { CHECKPOINT_ROWS } from '@safe-community/ledger';
import { ON_BEAT, TENURE_ROWS } from '../beats/module.ts';
import { STATE_ROWS } from '../officer-states/module.ts';
import { ISSUED_ROWS, ON_DUTY_STRENGTH, PATROL_ROWS } from '../patrol/module.ts';
import { CONTROL_ROWS, MERGER_ROWS, readControl, SUCCESSORS_ON_DAY } from '../territory/module.ts';
import type { Tally } from './tally.ts';

/** In the order of the scorecard. */
const PRODUCERS = ['officers', 'incidents', 'cameras'];

/** What is counted of now, all of one moment. */
export interface CountedTally extends Tally {
  /** When a beat gets or loses an officer, or a hromada is merged or occupied, by itself; undefined if none is planned. */
  readonly changesAt: Date | undefined;
}

interface TallyRow extends Omit<Tally, 'progress' | 'hromadas'> {
  readonly changesAt: string | null;
  /** Positions as text: JSON numbers are too small. */
  readonly progress: readonly { readonly producer: string; readonly position: string }[];
}

/** @param at which assignments to beats count: those that have begun and not ended. */
export async function readTally(database: Database, at: Date): Promise<CountedTally> {
  const [row] = await readPrepared<TallyRow>(database, TALLY, [ON_BEAT, ON_DUTY_STRENGTH, at]);
  if (row === undefined) throw new Error('a query without a from clause returned no row');
  const control = await readControl(database.em.fork());
  const positions = new Map(row.progress.map(({ producer, position }) => [producer, BigInt(position)]));
  return {
    ...row,
    hromadas: control.hromadasOn(kyivDay(at)).counted,
    changesAt: toOptionalDate(row.changesAt),
    progress: PRODUCERS.map((producer) => ({ producer, position: positions.get(producer) ?? 0n })),
  };
}

/** In the code of a city with special status, the digits of the hromada are 0: it is not among the covered hromadas. */
const IS_HROMADA = `substr(place, 7, 3) <> '000'`;

// One statement sees one moment, so the positions are exactly those that the counts include. An officer without a
// change of state has the state of the assignment or registration. Merged hromadas are covered as one.
const TALLY = prepared(`
  with day (on_day) as materialized (select ($3::timestamptz at time zone 'Europe/Kyiv')::date)
  select
    (with ${SUCCESSORS_ON_DAY}
     select json_build_object(
       'assigned', count(distinct officer_id),
       'hromadasCovered', count(distinct place) filter (where ${IS_HROMADA}))
     from ${TENURE_ROWS} tenure left join ${STATE_ROWS} entered using (officer_id) left join successor on successor.code = hromada_code
       cross join lateral (select coalesce(final_code, hromada_code)) as served (place)
     where starts_at <= $3 and least(ends_at, ended_at) > $3 and (state is null or state = any($1))) as officers,
    (select min(boundary) from (
       select boundary from ${TENURE_ROWS} tenure, lateral (values (starts_at), (nullif(least(ends_at, ended_at), 'infinity')))
         as b (boundary)
       where least(ends_at, ended_at) > $3
       union all
       select effective_on::timestamp at time zone 'Europe/Kyiv'
       from (select effective_on from ${MERGER_ROWS} merger union all select effective_on from ${CONTROL_ROWS} change) as turn
     ) as boundaries where boundary > $3) as "changesAt",
    (select json_build_object(
       'strength', count(*),
       'equipped', count(*) filter (where has_camera))
     from ${PATROL_ROWS} officer left join ${STATE_ROWS} entered using (officer_id)
       cross join lateral (select officer_id in ${ISSUED_ROWS}) as held (has_camera)
     where state is null or state = any($2)) as patrol,
    (select coalesce(json_agg(json_build_object('producer', producer, 'position', position::text)), '[]')
     from ${CHECKPOINT_ROWS} checkpoint where consumer = 'statistics') as progress`);
