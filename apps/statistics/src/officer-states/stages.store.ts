import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import type { OfficerKind, OfficerState } from './officer-state.ts';

export const STAGE_TABLES: readonly string[] = [
  // Every state that an officer entered, so that officers can be counted as of any day.
  `create table officer_stage (
     officer_id uuid not null,
     since timestamptz not null,
     kind text not null,
     state text not null,
     -- empty if it is not known
     oblast_code text not null,
     -- the day on which the registry recorded it
     known_on date not null,
     primary key (officer_id, since)
   )`,
];

const CHANGING = ['kind', 'state', 'oblast_code', 'known_on'];

export const STAGE_RIGHTS: Rights = {
  officer_stage: {
    rebuiltFrom: 'officers',
    insert: true,
    update: CHANGING,
    delete: true,
    reader: { columns: ['officer_id', 'since', ...CHANGING] },
  },
};

/** A state that an officer entered. */
export interface OfficerStage {
  readonly officerId: string;
  readonly since: Date;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  /** Empty if it is not known. */
  readonly oblastCode: string;
  /** The day on which the registry recorded it. */
  readonly knownOn: Day;
}

/** Of two states since the same instant, the last counts. */
export function saveStages(stages: readonly OfficerStage[]): Step[] {
  // One statement cannot write a row twice.
  const latest = [...new Map(stages.map((stage) => [`${stage.officerId} ${stage.since.getTime()}`, stage])).values()];
  if (latest.length === 0) return [];
  return [
    {
      statement: SAVE,
      values: [
        latest.map(({ officerId }) => officerId),
        latest.map(({ since }) => since),
        latest.map(({ kind }) => kind),
        latest.map(({ state }) => state),
        latest.map(({ oblastCode }) => oblastCode),
        latest.map(({ knownOn }) => knownOn),
      ],
    },
  ];
}

const SAVE = prepared(`
  insert into officer_stage (officer_id, since, ${CHANGING.join(', ')})
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::date[])
  on conflict (officer_id, since) do update set ${CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}`);

/** The officers of a kind in a state at the end of a day, by oblast. */
export interface StageSum {
  readonly day: Day;
  readonly oblastCode: string;
  readonly officers: number;
}

/** @param knownOn as known at the end of this day; undefined: as known now. */
export function countStages(
  tx: EntityManager,
  { kind, state }: Pick<OfficerStage, 'kind' | 'state'>,
  days: readonly Day[],
  knownOn?: Day,
): Promise<StageSum[]> {
  return rows<StageSum>(tx, COUNT, [days, kind, state, knownOn ?? null]);
}

const COUNT = prepared(`
  with stage as (
    select *, lead(since) over (partition by officer_id order by since) as until from officer_stage
    where $4::date is null or known_on <= $4::date
  )
  select day::text as day, oblast_code as "oblastCode", count(*)::float8 as officers
  from unnest($1::date[]) as asked (day)
  cross join lateral (select (day + 1)::timestamp at time zone 'Europe/Kyiv' as midnight) as ended
  join stage on since < midnight and (until is null or until >= midnight) and kind = $2 and state = $3
  group by day, oblast_code order by day, oblast_code`);
