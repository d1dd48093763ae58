import { prepared, type Rights, type Step } from '@safe-community/database';
import type { ExpectedCount } from './on-time.ts';

/** What distinguishes targets of one goal. */
export const TARGET_COLUMNS = [
  'service',
  'target_class',
  'area',
  'clock',
  'own_promise',
  'valid_from',
  'minutes',
  'allowed_percent',
  'status',
  'confirmed',
];

const KEY = ['day', 'hromada_code', 'goal', ...TARGET_COLUMNS, 'oblast_code'];

export const EXPECTED_TABLES: readonly string[] = [
  // To how many incidents of a hromada and day a target applied, without withdrawn ones.
  `create table target_expected (
     day date not null,
     hromada_code text not null,
     oblast_code text not null,
     goal text not null,
     service text not null,
     target_class text not null,
     area text not null,
     clock text not null,
     own_promise boolean not null,
     valid_from text not null,
     minutes integer not null,
     -- -1: the source allows none
     allowed_percent integer not null,
     status text not null,
     confirmed boolean not null,
     incidents bigint not null,
     primary key (${KEY.join(', ')})
   )`,
  // Of these, what became known after the day: a late report, a withdrawal.
  `create table target_expected_revision (
     like target_expected,
     known_on date not null,
     primary key (${KEY.join(', ')}, known_on)
   )`,
];

export const EXPECTED_RIGHTS: Rights = {
  target_expected: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['incidents'],
    delete: true,
    reader: { columns: [...KEY, 'incidents'] },
  },
  target_expected_revision: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['incidents'],
    delete: true,
    reader: { columns: [...KEY, 'known_on', 'incidents'] },
  },
};

/** The columns of a target, in the order of those of arrivals. */
export const EXPECTED_TARGET = `
  goal, service, target_class, area, clock, own_promise, valid_from, minutes,
  nullif(allowed_percent, -1) as allowed_percent, status, confirmed`;

/** Sums, so that the order does not matter: a withdrawn incident counts until then, and again once it is restored. */
export function addExpected(counts: readonly ExpectedCount[]): Step[] {
  const whenever = summed(counts.map((count) => ({ ...count, knownOn: count.day })));
  const late = summed(counts.filter(({ day, knownOn }) => knownOn > day));
  return [
    ...(whenever.length === 0 ? [] : [{ statement: ADD, values: columnsOf(whenever) }]),
    ...(late.length === 0
      ? []
      : [{ statement: ADD_LATE, values: [...columnsOf(late), late.map(({ knownOn }) => knownOn)] }]),
  ];
}

function summed(counts: readonly ExpectedCount[]): ExpectedCount[] {
  const sums = new Map<string, ExpectedCount>();
  for (const count of counts) {
    const key = JSON.stringify({ ...count, incidents: 0 });
    sums.set(key, { ...count, incidents: (sums.get(key)?.incidents ?? 0) + count.incidents });
  }
  return [...sums.values()].filter(({ incidents }) => incidents !== 0);
}

function columnsOf(saved: readonly ExpectedCount[]): unknown[] {
  return [
    saved.map(({ day }) => day),
    saved.map(({ hromadaCode }) => hromadaCode),
    saved.map(({ target }) => target.goal),
    saved.map(({ target }) => target.service),
    saved.map(({ target }) => target.targetClass),
    saved.map(({ target }) => target.area),
    saved.map(({ target }) => target.clock),
    saved.map(({ target }) => target.ownPromise),
    saved.map(({ target }) => target.validFrom),
    saved.map(({ target }) => target.minutes),
    saved.map(({ target }) => target.allowedExceedancePercent ?? -1),
    saved.map(({ target }) => target.status),
    saved.map(({ target }) => target.confirmed),
    saved.map(({ oblastCode }) => oblastCode),
    saved.map(({ incidents }) => incidents),
  ];
}

const ADD = prepared(`
  insert into target_expected as stored (${KEY.join(', ')}, incidents)
  select * from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[],
    $9::text[], $10::int[], $11::int[], $12::text[], $13::boolean[], $14::text[], $15::bigint[])
  on conflict (${KEY.join(', ')}) do update set incidents = stored.incidents + excluded.incidents`);

const ADD_LATE = prepared(`
  insert into target_expected_revision as stored (${KEY.join(', ')}, incidents, known_on)
  select * from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[],
    $9::text[], $10::int[], $11::int[], $12::text[], $13::boolean[], $14::text[], $15::bigint[],
    $16::date[])
  on conflict (${KEY.join(', ')}, known_on) do update set incidents = stored.incidents + excluded.incidents`);
