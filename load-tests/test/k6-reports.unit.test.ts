import { hromadas } from '@safe-community/territory';
import { beforeEach, expect, it, vi } from 'vitest';
import { readShared } from './stand-in/run-script.ts';

type Report = { hromadaCode: string; category: string };

async function reports(seed: string, count: number): Promise<Report[]> {
  const { reportOf } = (await readShared('report', { SEED: seed })) as { reportOf: (index: number) => Report };
  return Array.from({ length: count }, (_, index) => reportOf(index));
}

beforeEach(() => vi.unstubAllGlobals());

it('the same seed gives the same reports, another seed different ones', async () => {
  const first = await reports('7', 50);
  expect(await reports('7', 50)).toEqual(first);
  expect(await reports('8', 50)).not.toEqual(first);
  expect(new Set(first.map((report) => JSON.stringify(report))).size).toBeGreaterThan(40);
});

it('distributes reports by population: each hromada by its share', async () => {
  const count = 20_000;
  const made = await reports('1', count);
  const table = new Map(hromadas().map(({ code, population }) => [code, population]));
  expect(made.filter(({ hromadaCode }) => !table.has(hromadaCode))).toEqual([]);
  const largest = hromadas()
    .toSorted((a, b) => b.population - a.population)
    .slice(0, 20);
  const people = hromadas().reduce((sum, { population }) => sum + population, 0);
  const expected = (count * largest.reduce((sum, { population }) => sum + population, 0)) / people;
  const there = made.filter(({ hromadaCode }) => largest.some(({ code }) => code === hromadaCode)).length;
  expect(Math.abs(there - expected) / expected).toBeLessThan(0.05);
});

it('makes every category with about its stated frequency', async () => {
  const { KINDS } = (await readShared('kinds', {})) as { KINDS: { category: string; share: number }[] };
  const made = await reports('1', 20_000);
  for (const { category, share } of KINDS) {
    const found = made.filter((report) => report.category === `INCIDENT_CATEGORY_${category}`).length / made.length;
    expect({ category, isClose: Math.abs(found * 1_000 - share) < 15 }).toEqual({ category, isClose: true });
  }
});

it.each(['K6_VUS', 'K6_DURATION', 'K6_ITERATIONS', 'K6_STAGES'])(
  'rejects %s, which would discard the scenario',
  async (name) => {
    await expect(readShared('settings', { [name]: '5' })).rejects.toThrow(`${name} would discard the scenario`);
  },
);

it.each([
  ['SCALE', '0'],
  ['PACE', 'fast'],
])('rejects %s=%s', async (name, value) => {
  await expect(readShared('settings', { [name]: value })).rejects.toThrow(`${name} must be a number above 0`);
});
