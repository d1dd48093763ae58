import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FRESHNESS,
  LEDGER_AGE_SECONDS,
  OBJECTIVES,
  WEB_OBJECTIVES,
  WINDOW_DAYS,
} from '@safe-community/load-tests/objectives';
import { expect, it } from 'vitest';
import { ALERTS } from './alerts/alerts.ts';
import { SLOS } from './slo.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/slo.md'), 'utf8');
const METRICS = readFileSync(
  join(import.meta.dirname, '../../../packages/telemetry/src/instruments/seconds-buckets.ts'),
  'utf8',
);

/** Cells of its row. */
function row(name: string): string[] {
  const line = PAGE.split('\n').find((one) => one.startsWith('|') && one.includes(`(\`${name}\`)`)) ?? '';
  return line.split('|').map((cell) => cell.trim());
}

const percent = (share: number): string => `${Number((share * 100).toFixed(3))} %`;
const yes = (pages: boolean): string => (pages ? 'yes' : 'no');

it.each(Object.entries({ ...OBJECTIVES, ...WEB_OBJECTIVES }))(
  '%s is documented as it is monitored',
  (name, { availability, p99Ms, pages }) => {
    const minutes = Math.round((1 - availability) * WINDOW_DAYS * 24 * 60);
    expect(row(name).slice(2, 6)).toEqual([percent(availability), `${p99Ms} ms`, `${minutes} minutes`, yes(pages)]);
    // A histogram cannot resolve values between two bounds.
    expect(METRICS).toContain(` ${p99Ms / 1_000},`);
  },
);

it.each(Object.entries(FRESHNESS))('%s is documented as it is monitored', (name, { seconds, share, pages }) => {
  expect(row(name).slice(2, 5)).toEqual([percent(share), `${seconds} s`, yes(pages)]);
});

it('documents its period, and how long an event may wait', () => {
  expect(PAGE).toContain(`over any ${WINDOW_DAYS} days`);
  expect(PAGE).toContain(`for over ${LEDGER_AGE_SECONDS} s`);
});

it('documents no unknown objective or alert', () => {
  const alerts = [...PAGE.matchAll(/`([A-Z][A-Za-z]+)`/g)].map(([, name = '']) => name);
  const known = [...ALERTS.map(({ name }) => name), ...Object.keys(OBJECTIVES)];
  expect(alerts.filter((name) => !known.includes(name))).toEqual([]);
  const ofCalls = [...Object.keys(OBJECTIVES), ...Object.keys(WEB_OBJECTIVES)];
  expect(SLOS).toHaveLength(2 * ofCalls.length + Object.keys(FRESHNESS).length);
});
