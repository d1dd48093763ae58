import { rows, unnested, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { MeasuredMetric } from './guarantee.ts';
import type { MeasuredGuarantee } from './measured-guarantee.ts';
import { PROMISED, TALLIED } from './question.store.ts';

export const MEASURED_TABLES: readonly string[] = [
  // The figures as published last, so that only changes are published.
  `create table guarantee_measured (
     metric text not null,
     -- of questions, the day of receipt; empty for hromadas
     day text not null,
     oblast_code text not null,
     kept int not null,
     broken int not null,
     pending int not null,
     without_rule int not null,
     primary key (metric, day, oblast_code)
   )`,
];

const KEY = ['metric', 'day', 'oblast_code'];
const COUNTS = ['kept', 'broken', 'pending', 'without_rule'];

export const MEASURED_RIGHTS: Rights = {
  // Locking a table requires the right to update all of it.
  guarantee_measured: { insert: true, update: true, reader: { columns: [...KEY, ...COUNTS] } },
};

/** Keeps replicas from publishing the same change twice, until the transaction ends. */
export async function lockMeasured(tx: EntityManager): Promise<void> {
  await rows(tx, 'lock table guarantee_measured in share row exclusive mode');
}

/** What was published last of hromadas. */
export async function readMeasuredHromadas(tx: EntityManager): Promise<MeasuredGuarantee[]> {
  const found = await rows<MeasuredRow>(
    tx,
    `select ${KEY.join(', ')}, ${COUNTS.join(', ')} from guarantee_measured where day = ''`,
  );
  return found.map(toMeasured);
}

/** What was published last of reports that are due on this day or later. */
export async function readMeasuredReports(tx: EntityManager, from: Day): Promise<MeasuredGuarantee[]> {
  const found = await rows<MeasuredRow>(
    tx,
    `select ${KEY.join(', ')}, ${COUNTS.join(', ')} from guarantee_measured
     where metric = 'reported_in_time' and day >= $1`,
    [from],
  );
  return found.map(toMeasured);
}

const EVER = { first: '1991-01-01', last: '2100-12-31' };
const COUNTRY = '';

/** The days of receipt whose questions are judged otherwise than published before. No question is ever removed. */
export async function readChangedQuestions(tx: EntityManager, now: Date): Promise<MeasuredGuarantee[]> {
  const found = await rows<MeasuredRow>(tx, CHANGED_QUESTIONS, [EVER.first, EVER.last, COUNTRY, now]);
  return found.map(toMeasured);
}

const CHANGED_QUESTIONS = `${PROMISED}, present as (
    select 'answered_in_time' as metric, (received_at at time zone 'Europe/Kyiv')::date::text as day, oblast_code,
      ${TALLIED}
    from judged group by 2, 3
  )
  select present.* from present left join guarantee_measured published using (${KEY.join(', ')})
  where (${COUNTS.map((count) => `present.${count}`).join(', ')})
    is distinct from (${COUNTS.map((count) => `published.${count}`).join(', ')})
  order by day, oblast_code`;

interface MeasuredRow {
  readonly metric: MeasuredMetric;
  readonly day: Day;
  readonly oblast_code: string;
  readonly kept: number;
  readonly broken: number;
  readonly pending: number;
  readonly without_rule: number;
}

function toMeasured({ metric, day, oblast_code, ...tally }: MeasuredRow): MeasuredGuarantee {
  return { metric, oblastCode: oblast_code, day: day === '' ? undefined : day, tally };
}

export async function saveMeasured(tx: EntityManager, all: readonly MeasuredGuarantee[]): Promise<void> {
  await rows(tx, SAVE, MEASURED.valuesOf(all));
}

const MEASURED = unnested<MeasuredGuarantee>([
  ['metric', 'text', ({ metric }) => metric],
  ['day', 'text', ({ day }) => day ?? ''],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['kept', 'integer', ({ tally }) => tally.kept],
  ['broken', 'integer', ({ tally }) => tally.broken],
  ['pending', 'integer', ({ tally }) => tally.pending],
  ['without_rule', 'integer', ({ tally }) => tally.without_rule],
]);

const SAVE = `
  insert into guarantee_measured (${MEASURED.names}) select * from ${MEASURED.source}
  on conflict (${KEY.join(', ')}) do update set ${COUNTS.map((count) => `${count} = excluded.${count}`).join(', ')}`;
