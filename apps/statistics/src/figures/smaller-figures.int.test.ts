import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ExportFormat,
  FigureDimension,
  FigureSelection,
  TerritoryLevel,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { settlementsOf, starostaDistricts } from '@safe-community/territory';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, queryFigures, refusalOf, violationsOf } from '../../test/calls.ts';
import { casualties, KYIV, reported, VINNYTSIA, VINNYTSKA, withdrawn } from '../../test/events.ts';
import { beatEvent } from '../../test/random-places.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { declareEverything } from '../../test/sources.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';

const { TERRITORY, DAY, MONTH, CATEGORY, CHANNEL, SETTLEMENT, STAROSTA_DISTRICT, BEAT, ATTRIBUTE } = FigureDimension;
const { FIRE, MEDICAL, DOMESTIC_VIOLENCE } = IncidentCategory;
const [VILLAGE = '', TOWN = ''] = settlementsOf(VINNYTSIA).map(({ code }) => code);
const [DISTRICT = ''] = starostaDistricts(VINNYTSIA).map(({ code }) => code);
const [WHOLE, PART] = [randomUUID(), randomUUID()].toSorted() as [string, string];

let nats: TestNats;
let statistics: RunningStatistics;
const producers: RunningProducer[] = [];
beforeAll(async () => {
  nats = await startTestNats();
  const [incidents, officers] = [await runProducer('incidents', nats), await runProducer('officers', nats)];
  producers.push(incidents, officers);
  statistics = await runStatistics(nats, { incidents: incidents.address, officers: officers.address });
  const burning = at(VILLAGE, { district: DISTRICT, attributes: { fire_object: 'house', people_inside: 'yes' } });
  const positions = {
    incidents: await incidents.emit([
      reported({ category: FIRE, countedBy: burning, casualties: casualties({ killed: 1 }) }),
      reported({ category: FIRE, countedBy: at(TOWN, { attributes: { fire_object: 'forest' } }) }),
      // A false call.
      reported({ category: FIRE, countedBy: at(TOWN) }),
      withdrawn({ category: FIRE, countedBy: at(TOWN) }),
      // Of the next day, in the same place.
      reported({ category: FIRE, countedBy: at(VILLAGE), receivedTime: new Date('2021-11-05T10:00:00Z') }),
      // It names no place.
      reported(),
      reported({ category: MEDICAL, countedBy: at(VILLAGE, { attributes: { medical_kind: 'childbirth' } }) }),
      // No event of a sensitive category names a place; if one did, it would not count.
      reported({ category: DOMESTIC_VIOLENCE, countedBy: at(VILLAGE) }),
    ]),
    officers: await officers.emit([
      beatEvent({ beat: WHOLE, hromada: VINNYTSIA, units: [VINNYTSIA], day: '2021-11-01' }),
      beatEvent({ beat: PART, hromada: VINNYTSIA, units: [VILLAGE], day: '2021-11-05' }),
    ]),
  };
  await declareEverything(statistics.database, '2021-11-04');
  for (const [producer, position] of Object.entries(positions)) {
    await countedUpTo(statistics.client, producer, position);
  }
});
afterAll(async () => {
  await statistics.stop();
  for (const producer of producers) await producer.stop();
  await nats.stop();
});

test('counts by settlement; what names none is not known, and medical emergencies are left out', async () => {
  const { figures } = await ask({ groupBy: [SETTLEMENT] });
  expect(figures.map(({ settlementCode, value }) => [settlementCode, value])).toEqual(
    [
      ['', 1],
      [VILLAGE, 2],
      [TOWN, 1],
    ].toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)),
  );
  const only = await ask({ groupBy: [SETTLEMENT, DAY], placeCodes: [VILLAGE] });
  expect(only.figures.map(({ settlementCode, firstDay, value }) => [settlementCode, firstDay?.day, value])).toEqual([
    [VILLAGE, 4, 1],
    [VILLAGE, 5, 1],
  ]);
});

test('counts by starosta district, also of all hromadas of a raion', async () => {
  const selection = { territoryCodes: [], level: TerritoryLevel.HROMADA, withinCode: VINNYTSKA };
  const { figures } = await ask({ ...selection, groupBy: [TERRITORY, STAROSTA_DISTRICT, CATEGORY], category: FIRE });
  expect(
    figures.map(({ territoryCode, starostaDistrictCode, value }) => [territoryCode, starostaDistrictCode, value]),
  ).toEqual([
    [VINNYTSIA, '', 2],
    [VINNYTSIA, DISTRICT, 1],
  ]);
});

test('counts by the beat that covered the place on the day', async () => {
  const { figures } = await ask({ groupBy: [BEAT, DAY] });
  expect(figures.map(({ beatId, firstDay, value }) => [beatId, firstDay?.day, value])).toEqual([
    // The only beat of the hromada covers what names no place, too.
    [WHOLE, 4, 3],
    [PART, 5, 1],
  ]);
  const none = await ask({ territoryCodes: [KYIV], groupBy: [BEAT] });
  expect(none.figures).toEqual([]);
});

test('counts incidents and people hurt by the values that were chosen, at each level', async () => {
  const measures = ['incidents', 'killed'];
  for (const territoryCodes of [['UA'], [VINNYTSKA], [VINNYTSIA]]) {
    const { figures } = await ask({ measures, territoryCodes, groupBy: [ATTRIBUTE] });
    expect(figures.map(({ measure, attribute, value }) => [measure, attribute?.name, attribute?.value, value])).toEqual(
      [
        ['incidents', 'fire_object', 'forest', 1],
        ['incidents', 'fire_object', 'house', 1],
        ['incidents', 'people_inside', 'yes', 1],
        // Not 0 of the forest: not all of the month is reported.
        ['killed', 'fire_object', 'house', 1],
        ['killed', 'people_inside', 'yes', 1],
      ],
    );
  }
  const { figures } = await ask({ groupBy: [ATTRIBUTE], attribute: 'people_inside' });
  expect(figures).toHaveLength(1);
});

test('fills gaps of a smaller place in its territory only', async () => {
  const selection = { groupBy: [TERRITORY, SETTLEMENT, DAY], territoryCodes: [VINNYTSIA, KYIV], placeCodes: [VILLAGE] };
  const { figures } = await ask({ ...selection, lastDay: day(6) }, { fillGaps: true });
  expect(figures.map(({ territoryCode, firstDay, value }) => [territoryCode, firstDay?.day, value])).toEqual([
    [VINNYTSIA, 4, 1],
    [VINNYTSIA, 5, 1],
    [VINNYTSIA, 6, 0],
  ]);
});

test('exports what the request groups by in columns of their own', async () => {
  expect(await exported({ groupBy: [SETTLEMENT], placeCodes: [VILLAGE] })).toEqual([
    'measure,territory_code,first_day,last_day,category,channel,responder,settlement_code,value,base,completeness,covered_percent',
    `incidents,,,,,,,${VILLAGE},2,,incomplete,90`,
  ]);
  const [head, first] = await exported({ groupBy: [ATTRIBUTE] });
  expect(head).toContain(',responder,attribute,attribute_value,value,');
  expect(first).toBe('incidents,,,,,,,fire_object,forest,1,,incomplete,90');
});

test.each<[string, Partial<FigureSelection>, string]>([
  ['group_by', { groupBy: [SETTLEMENT, BEAT] }, 'must have at most one of channel, settlement,'],
  [
    'group_by',
    { groupBy: [CHANNEL, ATTRIBUTE], territoryCodes: ['UA'] },
    'must have at most one of channel, settlement,',
  ],
  ['group_by', { groupBy: [CHANNEL] }, 'must not have CHANNEL below the oblast'],
  ['category', { category: MEDICAL }, 'must not be MEDICAL: incidents of it are not published below the oblast'],
  [
    'territory_codes',
    { measures: ['children_killed'] },
    'must not be below the oblast, the lowest level of children_killed',
  ],
  ['group_by', { groupBy: [SETTLEMENT], measures: ['killed'] }, 'dimensions of killed, which has no settlement'],
  ['group_by', { groupBy: [ATTRIBUTE], measures: ['resolved'] }, 'which has no attribute'],
  ['level', { groupBy: [SETTLEMENT], territoryCodes: [] }, 'must be raions, hromadas, or cities with special status'],
  [
    'territory_codes[1]',
    { groupBy: [TERRITORY, BEAT], territoryCodes: [VINNYTSIA, VINNYTSKA] },
    'figures by beat are of these',
  ],
  ['place_codes', { placeCodes: [VILLAGE] }, 'must be empty unless group_by has settlement'],
  ['place_codes[1]', { groupBy: [SETTLEMENT], placeCodes: [VILLAGE, 'UA05'] }, 'must be a known settlement of one'],
  [
    'place_codes[0]',
    { groupBy: [SETTLEMENT], placeCodes: [VILLAGE], territoryCodes: [KYIV] },
    'of one of the territories',
  ],
  ['place_codes[0]', { groupBy: [STAROSTA_DISTRICT], placeCodes: [VILLAGE] }, 'must be a known starosta district'],
  ['place_codes[0]', { groupBy: [BEAT], placeCodes: [randomUUID()] }, 'must be a known beat'],
  ['attribute', { attribute: 'fire_object' }, 'must be empty unless group_by has attribute'],
  ['attribute', { groupBy: [ATTRIBUTE], attribute: 'Fire object' }, 'must be the name of an attribute'],
])('names an invalid %s', async (field, selection, rule) => {
  const error = await refusalOf(ask(selection));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error)).toEqual([
    { field: `selection.${field}`, description: expect.stringContaining(rule) as string },
  ]);
});

test('refuses more settlements than the bound, and names the size', async () => {
  const selection = { territoryCodes: [], level: TerritoryLevel.HROMADA, groupBy: [SETTLEMENT, MONTH] };
  const error = await refusalOf(ask({ ...selection, lastDay: { year: 2022, month: 6, day: 30 } }));
  expect(violationsOf(error)[0]?.description).toMatch(
    /^must lead to at most 100,000 figures, not [\d,]+ \(1 measures × 3\d,\d{3} settlements × 8 months\)/,
  );
});

interface Named {
  readonly district?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

function at(settlementCode: string, { district = '', attributes = {} }: Named = {}): CountedBy {
  return CountedBy.fromPartial({
    channel: ReportChannel.WEB,
    settlementCode,
    starostaDistrictCode: district,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
  });
}

function ask(selection: Partial<FigureSelection>, more: Parameters<typeof queryFigures>[2] = {}) {
  return queryFigures(statistics.client, { territoryCodes: [VINNYTSIA], ...selection }, more);
}

/** The lines after the comments. */
async function exported(selection: Partial<FigureSelection>): Promise<string[]> {
  const whole = { measures: ['incidents'], firstDay: day(1), lastDay: day(30), territoryCodes: [VINNYTSIA] };
  const call = statistics.client.exportFigures({
    selection: FigureSelection.fromPartial({ ...whole, ...selection }),
    format: ExportFormat.CSV,
  }) as AsyncIterable<{ chunk: Uint8Array }>;
  const chunks: Uint8Array[] = [];
  for await (const { chunk } of call) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString().trim().split('\n');
  return lines.filter((line) => !line.startsWith('#'));
}

function day(of: number) {
  return { year: 2021, month: 11, day: of };
}
