import { randomUUID } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { inOneGo, rows, type Step } from '@safe-community/database';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { saveBeats, saveEnds } from '../src/beats/beats.store.ts';
import { saveCoverage } from '../src/cameras/coverage-days.store.ts';
import { saveStates } from '../src/officer-states/officer-states.store.ts';
import { saveIssues, saveOfficers } from '../src/patrol/patrol.store.ts';
import { saveUnits } from '../src/territory/territory.store.ts';
import { countedUpTo, importFigures, messages, queryFigures } from './calls.ts';
import { casualties, KYIV, reported, VINNYTSIA, VINNYTSKA } from './events.ts';
import { figure } from './figures.ts';
import { runProducer, type RunningProducer } from './running-producer.ts';
import { runStatistics, type RunningStatistics } from './running-statistics.ts';

let now = new Date('2021-11-05T10:00:00Z');
let nats: TestNats;
let incidents: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  incidents = await runProducer('incidents', nats);
  statistics = await runStatistics(
    nats,
    { incidents: incidents.address },
    { clock: { ...systemClock, now: () => now } },
  );
});
afterAll(async () => {
  await statistics.stop();
  await incidents.stop();
  await nats.stop();
});

const [id, one, two] = [randomUUID(), randomUUID(), randomUUID()];
const beatId = randomUUID();
const START = new Date('2026-05-01T08:00:00Z');
const END = new Date('2026-06-01T08:00:00Z');

test.each<[string, string, readonly (readonly [readonly Step[], object])[]]>([
  [
    'a patrol officer',
    `patrol_officer where officer_id = '${id}'`,
    [true, false, true].map((isFirst) => {
      const oblastCode = isFirst ? KYIV : VINNYTSKA;
      return [[saveOfficers([{ officerId: id, oblastCode }])], { officer_id: id, oblast_code: oblastCode }];
    }),
  ],
  [
    'an issued camera',
    `issued_camera where camera_id = '${id}'`,
    [one, two].map((officerId) => [
      [saveIssues([{ cameraId: id, officerId }])],
      { camera_id: id, officer_id: officerId },
    ]),
  ],
  [
    'the coverage of a unit on a day',
    `(select unit_code, day::text, oblast_code, strength, equipped, in_stock, in_repair, changed_at::text
      from camera_coverage_day) as coverage`,
    [1, 2].map((hour) => {
      const oblastCode = hour === 1 ? KYIV : VINNYTSKA;
      const counts = { strength: 10 * hour, equipped: 7 * hour };
      const changedAt = new Date(`2026-05-01T0${hour}:00:00Z`);
      const change = { unitCode: 'unit-1', day: '2026-05-01', oblastCode, changedAt };
      return [
        [saveCoverage([{ ...change, ...counts, inStock: 3 * hour, inRepair: hour }])],
        {
          unit_code: 'unit-1',
          day: '2026-05-01',
          oblast_code: oblastCode,
          ...counts,
          in_stock: 3 * hour,
          in_repair: hour,
          changed_at: `2026-05-01 0${hour}:00:00+00`,
        },
      ];
    }),
  ],
  [
    'the primary of a beat',
    `(select beat_id, hromada_code, officer_id, starts_at::text, ends_at::text, ended_at::text
      from beat_tenure where assignment_id = '${id}') as tenure`,
    [true, false, true].map((isFirst) => {
      const officerId = isFirst ? one : two;
      return [
        [
          ...saveBeats({
            appointments: [
              {
                assignmentId: id,
                beatId,
                hromadaCode: VINNYTSIA,
                officerId,
                role: 'primary',
                startsAt: START,
                endsAt: isFirst ? END : undefined,
              },
            ],
            vacancies: [],
          }),
          saveEnds([{ assignmentId: id, endsAt: isFirst ? START : END }]),
        ],
        {
          beat_id: beatId,
          hromada_code: VINNYTSIA,
          officer_id: officerId,
          starts_at: '2026-05-01 08:00:00+00',
          ends_at: isFirst ? '2026-06-01 08:00:00+00' : 'infinity',
          ended_at: isFirst ? '2026-05-01 08:00:00+00' : '2026-06-01 08:00:00+00',
        },
      ];
    }),
  ],
  [
    'the state of an officer',
    `officer_state where officer_id = '${id}'`,
    (['active', 'on_leave'] as const).map((state) => [
      [saveStates([{ officerId: id, state }])],
      { officer_id: id, state },
    ]),
  ],
  [
    'a listed unit',
    'listed_unit',
    [KYIV, VINNYTSKA].map((oblastCode) => [
      [saveUnits([{ code: 'UA-1', oblastCode }])],
      { code: 'UA-1', oblast_code: oblastCode },
    ]),
  ],
])('a later event replaces every column of %s', async (_, table, changes) => {
  for (const [steps, expected] of changes) {
    await inOneGo(statistics.database, steps);
    expect(await sql(`select * from ${table}`)).toEqual([expected]);
  }
});

test('each casualty count goes to its own figure', async () => {
  const hurt = casualties({ killed: 20, injured: 50, defendersKilled: 3, defendersInjured: 7, childrenKilled: 5 });
  const event = { category: IncidentCategory.WATER, casualties: hurt };
  const position = await incidents.emit([reported(event), reported(event)]);
  await countedUpTo(statistics.client, 'incidents', position);
  const expected = { killed: 34, injured: 86, defenders_killed: 6, defenders_injured: 14 };
  const measures = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured', 'children_killed'];
  const { figures } = await queryFigures(statistics.client, { category: IncidentCategory.WATER, measures });
  expect(figures.map(({ value }) => value)).toEqual([2, 34, 86, 6, 14, 10]);
  for (const table of ['category_count', 'incident_count']) {
    const stored = await sql(
      `select distinct incidents::int, killed::int, injured::int, defenders_killed::int, defenders_injured::int
       from ${table} where category = 'water'`,
    );
    expect(stored).toEqual([{ incidents: 2, ...expected }]);
  }
});

test('a figure contains who stated it and when, and the previous statement', async () => {
  const first = now;
  await importFigures(statistics.client, { figures: messages([figure('hromadas', 1_469)]) });
  now = new Date('2021-12-06T11:00:00Z');
  await importFigures(statistics.client, {
    figures: messages([figure('hromadas', 1_470, { qualifier: 'more_than' })]),
  });
  expect(await statedIn('official_figure')).toEqual([{ revision: 2, value: 1_470, qualifier: 'more_than', at: now }]);
  expect(await statedIn('former_figure')).toEqual([{ revision: 1, value: 1_469, qualifier: 'exact', at: first }]);
});

async function statedIn(table: string): Promise<object[]> {
  const stored = await sql(`select revision, value, qualifier, imported_at from ${table} where imported_by = 'client'`);
  return stored.map(({ imported_at: at, ...figureOf }) => ({ ...figureOf, at: new Date(String(at)) }));
}

function sql(statement: string): Promise<Record<string, unknown>[]> {
  return rows(statistics.database.em.fork(), statement);
}
