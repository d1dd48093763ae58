import { prepared, readPrepared, type Database } from '@safe-community/database';
import type { TallyReader } from '../../app/ports.ts';
import { ON_BEAT, ON_DUTY_STRENGTH } from '../../domain/officer-state.ts';
import type { Tally } from '../../domain/scorecard.ts';

/** The producers that are heard, in the order in which they are shown. */
const PRODUCERS = ['officers', 'incidents', 'cameras'];

export function tallyReader(database: Database): TallyReader {
  return {
    async read() {
      const [row] = await readPrepared<TallyRow>(database, TALLY, [ON_BEAT, ON_DUTY_STRENGTH]);
      if (row === undefined) throw new Error('a query without a from clause gives one row');
      const positions = new Map(row.progress.map(({ producer, position }) => [producer, BigInt(position)]));
      return { ...row, progress: PRODUCERS.map((producer) => ({ producer, position: positions.get(producer) ?? 0n })) };
    },
  };
}

interface TallyRow extends Omit<Tally, 'progress'> {
  /** Text, since JSON has no whole numbers of that size. */
  readonly progress: readonly { readonly producer: string; readonly position: string }[];
}

// One statement sees one moment: the positions are exactly those up to which the counts go.
// Without a change of state an officer is as told by the assignment or the registration, which is in a state that counts.
// A city with special status has no hromada's digits in its code and is none of the hromadas covered.
const TALLY = prepared(`
  select
    (select json_build_object(
       'assigned', count(distinct officer_id),
       'hromadasCovered', count(distinct hromada_code) filter (where substr(hromada_code, 7, 3) <> '000'),
       'demonstration', count(distinct officer_id) filter (where demonstration))
     from beat_primary left join officer_state using (officer_id)
     where state is null or state = any($1)) as officers,
    (select json_build_object(
       'strength', count(*),
       'equipped', count(*) filter (where officer_id in (select officer_id from issued_camera)),
       'demonstration', count(*) filter (where demonstration))
     from patrol_officer left join officer_state using (officer_id)
     where state is null or state = any($2)) as patrol,
    (select coalesce(json_agg(json_build_object(
       'category', category, 'demonstration', demonstration, 'incidents', incidents,
       'killed', killed, 'defendersKilled', defenders_killed)), '[]')
     from category_count where incidents > 0) as categories,
    (select coalesce(json_agg(json_build_object(
       'category', category, 'bucket', bucket, 'responses', responses)), '[]')
     from response_count) as responses,
    (select coalesce(json_agg(json_build_object('producer', producer, 'position', position::text)), '[]')
     from consumer_checkpoint where consumer = 'statistics' and partition = 0) as progress`);
