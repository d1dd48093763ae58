import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { findHromada } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { planFlood } from './flood.ts';

const ANCHOR = new Date('2026-11-24T00:00:00Z');
const DAY_MS = 24 * 3_600_000;
const HALYCH = 'UA26040090000025932';
const rows = planFlood(ANCHOR);
const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' });

test('the same day gives the same reports, some hundreds of two years', () => {
  expect(rows).toEqual(planFlood(ANCHOR));
  expect(rows.length).toBeGreaterThan(500);
  expect(rows.length).toBeLessThan(700);
  expect(new Set(rows.map(({ externalId }) => externalId)).size).toBe(rows.length);
  const first = rows[0]?.receivedTime ?? ANCHOR;
  expect((ANCHOR.getTime() - first.getTime()) / DAY_MS).toBeGreaterThan(30 + 730);
  expect(rows.every(({ receivedTime }) => (receivedTime ?? ANCHOR) < ANCHOR)).toBe(true);
});

test('all are invented reports of water, in places that are not large; the flood kills nobody', () => {
  for (const { report } of rows) {
    expect(report?.category).toBe(IncidentCategory.WATER);
    const isFlood = report?.attributes.some(({ value }) => value === 'flood') && report.hromadaCode === HALYCH;
    if (isFlood === true) expect(report?.casualties?.killed ?? 0).toBe(0);
    expect(findHromada(report?.hromadaCode ?? '')?.population).toBeLessThan(50_000);
  }
});

test('the flood is on one day in one hromada, and no other day of the last month has any', () => {
  const month = ANCHOR.getTime() - 30 * DAY_MS;
  const recent = rows.filter(({ receivedTime }) => (receivedTime?.getTime() ?? 0) > month);
  expect(recent).toHaveLength(36);
  expect(new Set(recent.map(({ report }) => report?.hromadaCode))).toEqual(new Set([HALYCH]));
  expect(new Set(recent.map(({ receivedTime }) => dayOf.format(receivedTime)))).toEqual(new Set(['2026-11-15']));
  const before = rows.filter(({ report }) => report?.hromadaCode === HALYCH).length - recent.length;
  expect(before).toBeGreaterThanOrEqual(45);
});
