import { rows, type Database } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import { COUNTRY } from '@safe-community/territory';
import { DETAILS } from '../src/figures/figure.ts';
import { readFigures, type Figure } from '../src/figures/module.ts';
import { readCounterRows } from '../src/incidents/counter-rows.store.ts';
import { readTally } from '../src/scorecard/scorecard.store.ts';
import { KNOWN_DAYS, places } from './random-history.ts';
import { sensitiveCells, type SensitiveCell } from './sensitive-cells.ts';

/** The figures in the database, in the form of the reference model. */
export async function countedFigures(database: Database) {
  const { officers, patrol } = await readTally(database, new Date());
  const totals = await totalsOf(database);
  return {
    officers,
    patrol,
    cells: await cellsOf(database),
    sensitive: await sensitiveOf(database),
    eventSums: await linesOf(database, EVENT_SUMS),
    durationSums: await linesOf(database, DURATION_SUMS),
    known: await Promise.all(KNOWN_DAYS.map((day) => cellsOf(database, day))),
    details: await detailsOf(database),
    knownDetails: await Promise.all(KNOWN_DAYS.map((day) => detailsOf(database, day))),
    incidents: totals.reduce((sum, { incidents }) => sum + Number(incidents), 0),
    responded: totals.reduce((sum, { responded }) => sum + Number(responded), 0),
    medians: await mediansOf(database),
  };
}

async function totalsOf(database: Database) {
  for await (const { totals } of readCounterRows(database)) return totals;
  return [];
}

/** Seconds, by category. */
async function mediansOf(database: Database): Promise<Map<string, number>> {
  const figures = await readFigures(database.em.fork(), {
    measures: ['response_time_p50'],
    from: '2021-01-01',
    to: '2021-12-31',
    territory: { codes: [COUNTRY] },
    groupBy: ['category'],
    territoryAsOf: 'event',
    today: kyivDay(new Date()),
  });
  return new Map(figures.map(({ category = '', value }) => [category, value]));
}

/** The sums of counters of events by key and day of knowledge: what no query adds up, and a double count cannot hide in. */
const KEY = 'day, category, known_on';
const EVENT_SUMS = `
  select concat_ws(' ', measure, territory_code, day, category, known_on, value) as line
  from event_count where value <> 0
  union all
  select concat_ws(' ', measure, 'sensitive', territory_code, day, category, known_on, value)
  from sensitive_count where value <> 0 and measure in
    ('fines', 'outcomes_revoked', 'works_referred', 'work_hours_imposed', 'work_hours', 'resolved', 'reopened', 'false_calls')`;
const DURATION_SUMS = `
  select concat_ws(' ', measure, responder, territory_code, day, category, known_on, sum(value)) as line
  from duration_count where responder <> '' group by measure, responder, territory_code, ${KEY} having sum(value) <> 0`;

async function linesOf(database: Database, statement: string): Promise<string[]> {
  const found = await rows<{ line: string }>(database.em.fork(), statement);
  return found.map(({ line }) => line).toSorted();
}

/** One line for each cell of a sensitive category: hromada of the incident, day, category, incidents, those hurt, kinds. */
async function sensitiveOf(database: Database): Promise<string[]> {
  const counts = await sensitiveCells(database, { from: '2021-01-01', to: '2021-12-31' });
  const cells = Map.groupBy(counts, ({ hromadaCode, day, category }) => [hromadaCode, day, category].join(' '));
  const valueOf = (all: readonly SensitiveCell[], wanted: string) =>
    all.find(({ measure }) => measure === wanted)?.value ?? 0;
  return [...cells]
    .filter(([, all]) => valueOf(all, 'incidents') > 0)
    .map(([cell, all]) => [cell, ...['incidents', ...HURT, ...KINDS].map((measure) => valueOf(all, measure))].join(' '))
    .toSorted();
}

const KINDS = ['school_bullying', 'school_drugs', 'school_crime'];
const HURT = ['killed', 'injured', 'children_killed', 'children_injured'];

/** One line for each cell: territory, day, category, incidents, those hurt, defenders killed. */
async function cellsOf(database: Database, knownOn?: string): Promise<string[]> {
  const figures = await readFigures(database.em.fork(), {
    measures: ['incidents', ...HURT, 'defenders_killed'],
    from: '2021-01-01',
    to: '2021-12-31',
    territory: { codes: [COUNTRY, ...places.flatMap(({ hromada, oblast }) => [hromada, oblast])] },
    groupBy: ['territory', 'day', 'category'],
    knownOn,
    territoryAsOf: 'event',
    today: kyivDay(new Date()),
  });
  const cells = Map.groupBy(figures, ({ territoryCode, from, category }) => [territoryCode, from, category].join(' '));
  return [...cells]
    .map(([cell, all]) => {
      // Without sources, a count of 0 is not known.
      const valueOf = (measure: string) => all.find((figure) => figure.measure === measure)?.value ?? 0;
      return [cell, ...['incidents', ...HURT, 'defenders_killed'].map(valueOf)].join(' ');
    })
    .toSorted();
}

const HROMADAS = places.map(({ hromada }) => hromada);
const ALL = [...new Set([COUNTRY, ...places.flatMap(({ hromada, oblast }) => [hromada, oblast])])];

/** One line for each smaller place, and for each attribute, of a territory and day. */
async function detailsOf(database: Database, knownOn?: string): Promise<string[]> {
  const period = {
    from: '2021-01-01',
    to: '2021-12-31',
    knownOn,
    territoryAsOf: 'event',
    today: kyivDay(new Date()),
  } as const;
  const lines: string[] = [];
  for (const by of DETAILS) {
    const isAttribute = by === 'attribute';
    const figures = await readFigures(database.em.fork(), {
      ...period,
      measures: isAttribute ? ['incidents', 'killed'] : ['incidents'],
      territory: { codes: isAttribute ? ALL : HROMADAS },
      groupBy: ['territory', 'day', by],
    });
    const groups = Map.groupBy(figures, (figure) => [by, figure.territoryCode, figure.from, keyOf(figure)].join(' '));
    for (const [group, all] of groups) {
      const values = all.map(({ value }) => value);
      // Without sources, that nobody was killed is not known.
      const isWithoutDeaths = isAttribute && values.length === 1;
      lines.push([group, ...values, ...(isWithoutDeaths ? [0] : [])].join(' '));
    }
  }
  return lines.toSorted();
}

function keyOf({ settlementCode, starostaDistrictCode, beatId, attribute }: Figure): string {
  return attribute === undefined
    ? (settlementCode ?? starostaDistrictCode ?? beatId ?? '')
    : `${attribute.name}=${attribute.value}`;
}
