import { ChartKind, ChartLanguage, type ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import { FigureDimension, ListMeasuresResponse } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import type { Answers } from '../../test/answer-of.ts';
import { runPages } from '../../test/running-pages.ts';
import { daysOf } from './chart.ts';

async function opened(path: string, answers: Answers = {}) {
  const asked: ExportChartRequest[] = [];
  const pages = await runPages({
    ...ANSWERS,
    ExportChart(request) {
      asked.push(request as ExportChartRequest);
      return ANSWERS.ExportChart?.(request);
    },
    ...answers,
  });
  const response = await pages.get(path);
  const text = (await response.text()).replaceAll('\u00a0', ' ');
  await pages.stop();
  return { status: response.status, text, asked };
}

test('a measure is drawn by statistics, in a width for phones and one for other screens, with its table', async () => {
  const { text, asked } = await opened('/en/measures/killed?category=road_crash&territory=UA05000000000010236');
  expect(asked).toMatchObject([
    {
      kind: ChartKind.TIME_SERIES,
      language: ChartLanguage.ENGLISH,
      width: 720,
      narrowWidth: 360,
      firstPublished: false,
      selection: {
        measures: ['killed'],
        category: IncidentCategory.ROAD_CRASH,
        territoryCodes: ['UA05000000000010236'],
        groupBy: [FigureDimension.MONTH],
      },
    },
  ]);
  expect([...text.matchAll(/<figure class="(\w+)"><svg/g)].map(([, name]) => name)).toEqual(['narrow', 'wide']);
  expect(text).toContain('<option value="road_crash" selected>Road crashes</option>');
  expect(text).not.toContain('<option value="domestic_violence"');
  const cells = [...text.matchAll(/<td class="number" data-label="([^"]*)">([^<]*)<\/td>/g)].map(([, ...cell]) => cell);
  expect(cells).toContainEqual(['Value, people', 'no data']);
  expect(cells.at(-1)?.[1]).toMatch(/^at least /);
});

test('what was first published is drawn if it is asked for', async () => {
  const usual = await opened('/en/measures/killed?category=fire');
  expect(usual.text).toContain('href="/en/measures/killed?category=fire&amp;revisions=shown"');
  const { text, asked } = await opened('/en/measures/killed?category=fire&revisions=shown');
  expect(asked).toMatchObject([{ firstPublished: true }]);
  expect(text).toMatch(/data-label="First published">190</);
  expect(text).toContain('A diamond is what was published first');
  expect(text).toContain('href="/en/measures/killed?category=fire"');
});

test('only months and years that have ended are drawn', async () => {
  const today = { year: 2026, month: 3, day: 31 };
  expect(daysOf('month', today)).toEqual({
    from: { year: 2024, month: 3, day: 1 },
    to: { year: 2026, month: 2, day: 28 },
  });
  expect(daysOf('year', today)).toEqual({
    from: { year: 2019, month: 1, day: 1 },
    to: { year: 2025, month: 12, day: 31 },
  });
  const { asked } = await opened('/measures/killed?part=year');
  expect(asked[0]?.selection?.groupBy).toEqual([FigureDimension.YEAR]);
});

test.each<[string, number]>([
  ['/measures/luck', 404],
  ['/measures/killed?category=luck', 400],
  ['/measures/killed?category=school_safety', 400],
  ['/measures/killed?territory=UA05020030000031457', 400],
  ['/measures/killed?part=day', 400],
  ['/measures/killed?revisions=maybe', 400],
  ['/measures/camera_coverage?category=fire', 400],
])('%s is answered by %d, and nothing is drawn', async (path, status) => {
  expect(await opened(path)).toMatchObject({ status, asked: [] });
});

test('shares of surveys are not drawn, because a chart would hide their interval', async () => {
  const trust = { name: 'trust', nameEn: 'Trust', basis: 'trust-measured', dimensions: [FigureDimension.MONTH] };
  const { text, asked } = await opened('/en/measures/trust', {
    ListMeasures: () => ListMeasuresResponse.fromPartial({ measures: [trust] }),
  });
  expect(asked).toEqual([]);
  expect(text).toContain('its shares are never shown without their interval');
});
