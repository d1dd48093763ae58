import { readdirSync } from 'node:fs';
import { eventually } from '@safe-community/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServices, type RunningServices } from './running-services.ts';
import { readScript, runScript } from './stand-in/run-script.ts';
import { selected, type Sample } from './stand-in/samples.ts';

const NAMES = readdirSync(new URL('../k6/scenarios', import.meta.url)).map((file) => file.replace('.ts', ''));
const ITERATIONS = 2;

/** Thresholds for parts of the run: minutes within each of them. */
const MINUTES: Readonly<Record<string, readonly number[]>> = {
  'spike-and-recovery': [0, 3.5, 6],
  breakpoint: Array.from({ length: 24 }, (_, step) => step * 0.5),
};

let services: RunningServices;
const environment = (): Record<string, string> => ({ ...services.env, SCALE: '0.1', SUMMARY_DIR: 'results' });

beforeAll(async () => {
  services = await runServices();
});

afterAll(() => services.stop());

// First: reports of the public web cannot be marked.
it('marks every event, so that statistics counts only unmarked ones', async () => {
  await runScript(await readScript('mixed', environment()), 1);
  expect(await marks()).toEqual([true]);
  await services.reportUnmarked();
  await eventually(async () => expect(await services.counted()).toBe(1));
});

describe.each(NAMES)('%s', (name) => {
  it('gets the expected answers, and measures what its thresholds check', async () => {
    const script = await readScript(name, environment());
    const samples = await runScript(script, ITERATIONS, MINUTES[name]);
    expect(samples.filter(({ metric }) => metric === 'failed')).toEqual([]);
    expect(selected(samples, 'answered').every(({ value }) => value === 1)).toBe(true);
    const thresholds = Object.keys(script.options.thresholds).filter((one) => one !== 'dropped_iterations');
    expect(thresholds.filter((one) => selected(samples, one).length === 0)).toEqual([]);
    expect(thresholds).not.toEqual([]);
  });

  it('ends with a text and a JSON summary', async () => {
    const script = await readScript(name, environment());
    const samples = await runScript(script, 1, MINUTES[name]);
    const { stdout, ...files } = script.handleSummary(summaryData(script.options.thresholds, samples));
    expect(stdout).toContain(`${name}: 60 s, all SLOs met`);
    expect(Object.keys(files)).toEqual([`results/${name}.json`]);
    expect(JSON.parse(Object.values(files)[0] ?? '')).toHaveProperty('metrics');
  });
});

/** As k6 passes it at the end of a run that met all thresholds. */
function summaryData(thresholds: Readonly<Record<string, readonly unknown[]>>, samples: readonly Sample[]): object {
  const metrics = Object.entries(thresholds).map(([name, conditions]) => {
    const values = { count: selected(samples, name).length, rate: 1, passes: selected(samples, name).length, fails: 0 };
    const kept = conditions.map((condition) => [textOf(condition), { ok: true }]);
    return [
      name,
      {
        type: 'rate',
        values: name === 'dropped_iterations' ? { count: 0 } : values,
        thresholds: Object.fromEntries(kept) as object,
      },
    ];
  });
  return { metrics: Object.fromEntries(metrics) as object, state: { testRunDurationMs: 60_000 } };
}

function textOf(condition: unknown): string {
  return typeof condition === 'string' ? condition : (condition as { threshold: string }).threshold;
}

async function marks(): Promise<boolean[]> {
  const client = new pg.Client({ connectionString: services.intakeDatabaseUrl });
  await client.connect();
  const { rows } = await client.query<{ is_test: boolean }>('select distinct is_test from ledger_event');
  await client.end();
  return rows.map((row) => row.is_test);
}
