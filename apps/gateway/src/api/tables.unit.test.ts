import { afterAll, beforeAll, expect, test } from 'vitest';
import { COUNTRY_ANSWERS } from '../../test/country-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { LANGUAGES, pathIn } from '../site/module.ts';

// What people download from /data, as a table and as JSON.

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(COUNTRY_ANSWERS);
});
afterAll(() => pages.stop());

const HROMADAS = 1_471;

/** Addresses of the complete data sets, as the page links to them. */
async function downloads(language: 'uk' | 'en'): Promise<string[]> {
  const text = await pages.text(pathIn(language, '/data'));
  const links = [...text.matchAll(/href="(\/api\/v1\/[^"]*)"/g)].map(([, link = '']) => link);
  return links.filter((link) => !link.includes('figures') && !link.includes('openapi'));
}

async function table(path: string) {
  const lines = (await pages.text(path)).split('\r\n').filter((line) => line !== '');
  const comments = lines.filter((line) => line.startsWith('#'));
  const [headings = '', ...rows] = lines.filter((line) => !line.startsWith('#'));
  return { comments: comments.join('\n'), headings: headings.split(','), rows };
}

test.each(LANGUAGES)('each data set that /data calls complete is complete (%s)', async (language) => {
  const links = await downloads(language);
  expect(links).toHaveLength(10);
  for (const link of links) {
    if (link.includes('.csv')) {
      expect([link, (await table(link)).comments]).not.toEqual([link, expect.stringContaining('next_page_token')]);
    } else {
      const answer = JSON.parse(await pages.text(link)) as { next_page_token?: string | null };
      expect([link, answer.next_page_token ?? null]).toEqual([link, null]);
    }
  }
  const [directory = ''] = links.filter((link) => link.includes('hromadas.csv'));
  expect((await table(directory)).rows).toHaveLength(HROMADAS);
});

test('a table that is not the last page names the next one', async () => {
  const { rows, comments } = await table('/api/v1/hromadas.csv');
  expect(rows).toHaveLength(500);
  expect(comments).toMatch(/# next_page_token: UA\d{17}/);
});

test('a table says where its figures come from, as JSON does', async () => {
  const directory = await table('/api/v1/hromadas.csv?page_size=2000');
  expect(directory.headings.slice(-2)).toEqual(['population_publisher', 'population_date']);
  for (const source of ['KSE Loc Data Hub (MIT),2022-01-01', 'State Statistics Service,2022-01-01']) {
    expect(directory.rows.some((row) => row.endsWith(source))).toBe(true);
  }
  const { comments: coverage } = await table('/api/v1/coverage.csv');
  expect(coverage).toContain('# counted from: officer registry\n# population: KSE Loc Data Hub (MIT), 2022-01-01');
  const { comments: figures } = await table('/api/v1/figures.csv?measure=incidents&level=hromada');
  expect(figures).toContain('# counted from: incident-reported, incident-withdrawn');
  expect(figures).toMatch(/Чутливі події вилучено[^]*Sensitive ones are left out/);
  const measures = await table('/api/v1/measures.csv');
  expect(measures.headings.at(-1)).toBe('counted_from');
  expect(measures.rows[0]).toMatch(/,incident-reported incident-withdrawn$/);
});

test('trust is answered with its surveys, their interval, and the number of people asked', async () => {
  const { rows } = JSON.parse(await pages.text('/api/v1/scorecard')) as { rows: { id: string }[] };
  expect(rows.find(({ id }) => id === 'trust')).toMatchObject({
    official: { value: 70, qualifier: 'more' },
    value: 64,
    sample: { low: 57.1, high: 70.3, asked: 400 },
  });
});
