import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { computed, measured } from '../src/scale/computed.ts';
import { withTables } from '../src/scale/document.ts';
import { groupAt, ledgerCeiling } from '../src/scale/ledger-model.ts';
import { simulateReports } from '../src/scale/report-loop.ts';
import { deviation } from '../src/scale/met.ts';
import type { ServiceTimes } from '../src/scale/service-times.ts';
import { serviceTimes, sumOf, timeOfCall } from '../src/scale/service-times.ts';

const MAX_OFF = 0.2;
const COMPUTED = computed();

describe('the simulation matches the measurements', () => {
  it.each(COMPUTED.met.map((one) => [one.what, one] as const))('%s', (_, { measured, simulated }) => {
    expect(Math.abs(deviation(measured.perSecond, simulated.perSecond))).toBeLessThan(MAX_OFF);
    expect(Math.abs(deviation(measured.p50Ms, simulated.p50))).toBeLessThan(MAX_OFF);
  });
});

test('docs/scale.md contains the computed figures: npm run scale -- --write', () => {
  const document = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8');
  expect(withTables(document, COMPUTED)).toBe(document);
  expect(document.match(/<!-- scale: /g)).toHaveLength(8);
});

test('rejects a document that asks for an unknown table', () => {
  expect(() => withTables('<!-- scale: nothing -->\n<!-- end -->', COMPUTED)).toThrow('no such table: nothing');
});

/** Round figures: a batch takes 1 ms, a row in it 10 µs, the disk 1 ms. */
const PLAIN: ServiceTimes = {
  program: { ofGroup: 0, ofRow: 10 },
  postgres: { ofGroup: 1_000, ofRow: 10 },
  others: { ofGroup: 0, ofRow: 0 },
  caller: { ofGroup: 0, ofRow: 0 },
  relay: { program: { ofGroup: 0, ofRow: 0 }, postgres: { ofGroup: 0, ofRow: 0 } },
  disk: 1_000,
};

describe('a ledger', () => {
  it('processes at most full batches, one after the other', () => {
    expect(ledgerCeiling(PLAIN)).toBeCloseTo(256 / 0.00456);
  });

  it('forms batches of what arrives during a commit', () => {
    // 10,000/s: 25 rows take 1 + 0.25 + 1 ms … the next batch has what arrived in these 2.22 ms.
    const rows = groupAt(10_000, PLAIN);
    expect(rows).toBeCloseTo((10_000 * (2_000 + 10 * rows)) / 1_000_000);
    expect([groupAt(1, PLAIN), groupAt(1_000_000, PLAIN)]).toEqual([1, 256]);
  });

  it('does not gain throughput from two or three replicas', () => {
    const [one, two = 0, three] = [1, 2, 3].map(reportsAt);
    expect(two / ledgerCeiling(PLAIN)).toBeCloseTo(1, 1);
    // More replicas offer no more: one has nothing waiting while it answers, three have smaller batches.
    expect(one).toBeLessThan(two);
    expect(three).toBeLessThan(two);
  });

  it('gives the same figures each time', () => {
    expect(reportsAt(1)).toBe(reportsAt(1));
  });
});

/** With plenty of cores and callers. */
function reportsAt(replicas: number): number {
  const host = { cores: 100 };
  const hosts = { callers: host, services: host, database: host, others: host };
  return simulateReports({ times: PLAIN, callers: 1_024, replicas, hosts, seed: 1, seconds: 1 }).perSecond;
}

test('a line through the measurements gives the cost of a batch and of a row', () => {
  const figures = measured();
  const reports = figures.reports.map((load) => ({ ...load, programMicros: 700 / load.rowsOfGroup + 300 }));
  const { program: before, relay } = serviceTimes({ ...figures, reports });
  const program = sumOf(before, relay.program);
  expect(program.ofGroup).toBeCloseTo(700);
  expect(program.ofRow).toBeCloseTo(300);
  expect(timeOfCall(program, 7)).toBeCloseTo(400);
});
