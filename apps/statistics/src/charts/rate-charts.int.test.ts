import { status } from '@grpc/grpc-js';
import { ChartKind, ChartLanguage, ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import { CompareTerritoriesRequest, FunnelPosition } from '@safe-community/contracts/statistics/v1/comparison.ts';
import { FigureDimension, TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, violationsOf } from '../../test/calls.ts';
import { countDays } from '../../test/counted-days.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { declareEverything } from '../../test/sources.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';

const { FUNNEL, RATES } = ChartKind;
const { TERRITORY, MONTH } = FigureDimension;
const { COUNTRY, OBLAST, HROMADA } = TerritoryLevel;
const OF_OBLAST = hromadas().filter(({ oblastCode }) => oblastCode === VINNYTSKA);
const [FIRST] = OF_OBLAST;

let statistics: RunningStatistics;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => new Date('2026-02-01T10:00:00Z') };
  statistics = await runStatisticsAlone({ clock });
  await declareEverything(statistics.database, '2020-01-01');
  const { database } = statistics;
  for (const [index, { code, population }] of OF_OBLAST.entries()) {
    const counts = [code === VINNYTSIA ? 900 : Math.round((population * (1 + (index % 5))) / 4_000)];
    await countDays(database, { territoryCode: code, category: 'fire', firstDay: '2025-03-01', counts });
  }
  await countDays(database, { territoryCode: 'UA', category: 'fire', firstDay: '2025-03-01', counts: [5_000] });
  // One that a table without a category keeps out of must never show.
  const planted = { territoryCode: VINNYTSIA, category: 'domestic_violence', firstDay: '2025-03-01', counts: [5_000] };
  await countDays(database, planted);
});
afterAll(() => statistics.stop());

const WITHIN_OBLAST = { level: HROMADA, withinCode: VINNYTSKA };

test('a funnel names each territory with the rate, interval, and position of CompareTerritories', async () => {
  const { svg, table, lines } = await chart(FUNNEL, { selection: WITHIN_OBLAST, columns: 100 });
  const compared = await compare();
  expect(table?.headings).toEqual([
    'Name',
    'Value, per 100,000 people',
    'From',
    'To',
    'Population',
    'Against the limits',
  ]);
  const rows = table?.rows.map(({ cells }) => cells) ?? [];
  expect(rows).toHaveLength(OF_OBLAST.length);
  expect(rows.map(([name, , , , population, position]) => [name, population, position])).toEqual(
    compared.territories.map(({ nameEn, population, position }) => [
      nameEn,
      Number(population?.toString()).toLocaleString('en'),
      POSITIONS[position],
    ]),
  );
  for (const [index, [, value, low, high]] of rows.entries()) {
    const { rate } = compared.territories[index] ?? {};
    const shown = [value, low, high].map((text) => Number(text?.replaceAll(',', '')));
    expect(shown[0]).toBeCloseTo(rate?.value ?? -1, 1);
    expect(shown[1]).toBeCloseTo(rate?.low ?? -1, 1);
    expect(shown[2]).toBeCloseTo(rate?.high ?? -1, 1);
  }
  expect(new Set(compared.territories.map(({ position }) => position)).size).toBeGreaterThan(1);
  expect(svg).toContain('The limits allow for true rates that differ by');
  expect(svg).toContain('KSE Loc Data Hub');
  expect(lines.every((line) => [...line].length <= 100)).toBe(true);
});

const POSITIONS: Readonly<Partial<Record<FunnelPosition, string>>> = {
  [FunnelPosition.UNSPECIFIED]: '',
  [FunnelPosition.FAR_BELOW]: 'below the 99.8% limits',
  [FunnelPosition.BELOW]: 'below the 95% limits',
  [FunnelPosition.WITHIN]: 'within chance',
  [FunnelPosition.ABOVE]: 'above the 95% limits',
  [FunnelPosition.FAR_ABOVE]: 'above the 99.8% limits',
};

test('rates come in the order of the ranking, and one without a population has none', async () => {
  const { table, lines, svg } = await chart(RATES, { selection: WITHIN_OBLAST, columns: 80 });
  const { territories } = await compare();
  expect(table?.rows.map(({ cells }) => cells[0])).toEqual(territories.map(({ nameEn }) => nameEn));
  expect(lines.some((line) => line.includes('├') && line.includes('●'))).toBe(true);
  expect(svg).toContain('exact 95% interval (Poisson)');
  const oblasts = await chart(RATES, { selection: { level: OBLAST } });
  expect(oblasts.table?.rows).toHaveLength(25);
  expect(oblasts.svg).toContain('Left out, because temporarily occupied: 2 (Avtonomna Respublika Krym, Sevastopol)');
});

test('Ukrainian texts', async () => {
  const { svg } = await chart(FUNNEL, { selection: { level: OBLAST }, language: ChartLanguage.UKRAINIAN });
  expect(svg).toContain('Події на 100\u00A0000 населення, за територіями');
  expect(svg).toContain('Не враховано тимчасово окупованих: 2 (Автономна Республіка Крим, Севастополь)');
});

test.each<[string, ChartKind, Parts, string]>([
  [
    'a measure that counts neither incidents nor people',
    RATES,
    { selection: { measures: ['fines'] } },
    'selection.measures',
  ],
  ['a quantile', FUNNEL, { selection: { measures: ['response_time_p50'] } }, 'selection.measures'],
  ['the country', FUNNEL, { selection: { level: COUNTRY } }, 'selection.level'],
  ['no level', FUNNEL, { selection: { level: 0 } }, 'selection.level'],
  [
    'codes of different levels',
    RATES,
    { selection: { level: 0, territoryCodes: [VINNYTSKA, FIRST?.code ?? ''] } },
    'selection.territory_codes',
  ],
  ['all hromadas at once', RATES, { selection: { level: HROMADA } }, 'selection.group_by'],
  ['months', FUNNEL, { selection: { groupBy: [MONTH] } }, 'selection.group_by'],
])('rejects %s', async (_name, kind, parts, field) => {
  const error = await refusalOf(chart(kind, { ...parts, selection: { level: OBLAST, ...parts.selection } }));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

type Parts = Partial<Omit<ExportChartRequest, 'selection' | 'kind'>> & {
  readonly selection?: Partial<NonNullable<ExportChartRequest['selection']>>;
};

function chart(kind: ChartKind, { selection, ...parts }: Parts) {
  const year = {
    measures: ['incidents'],
    firstDay: { year: 2025, month: 1, day: 1 },
    lastDay: { year: 2025, month: 12, day: 31 },
    groupBy: [TERRITORY],
  };
  const whole = { ...year, ...selection };
  const request = ExportChartRequest.fromPartial({ language: ChartLanguage.ENGLISH, ...parts, kind, selection: whole });
  const { client } = statistics;
  return callUnary('ExportChart', client.exportChart.bind(client), request, 10_000);
}

function compare() {
  const { client } = statistics;
  const year = { measure: 'incidents', firstDay: '2025-01-01', lastDay: '2025-12-31', pageSize: 100 };
  const request = CompareTerritoriesRequest.fromPartial({ ...year, level: HROMADA, oblastCode: VINNYTSKA });
  return callUnary('CompareTerritories', client.compareTerritories.bind(client), request, 5_000);
}
