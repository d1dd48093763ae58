import { expect, it } from 'vitest';
import { readShared } from './stand-in/run-script.ts';

interface Steps {
  readonly STEPS: readonly { readonly name: string; readonly perSecond: number }[];
  readonly capacityOf: (metrics: object) => string;
  readonly stepAt: (minute: number) => { readonly name: string };
}

const read = (): Promise<Steps> => readShared('steps', { SCALE: '10' }) as unknown as Promise<Steps>;

/** Of a run with this many steps, the last of which met its thresholds or not. */
function metricsOf(sent: number, lastIsKept: boolean, dropped = 0): object {
  const entries = Array.from({ length: 24 }, (_, index) => {
    const passes = index < sent ? 100 : 0;
    const kept = { 'rate>=0.999': { ok: index !== sent - 1 || lastIsKept } };
    return [`answered{rpc:ReportIncident,step:${index + 1}}`, { values: { passes, fails: 0 }, thresholds: kept }];
  });
  return { ...(Object.fromEntries(entries) as object), dropped_iterations: { values: { count: dropped } } };
}

it('names the last step that met every threshold', async () => {
  const { capacityOf, STEPS } = await read();
  const carried = ((STEPS[3]?.perSecond ?? 0) * 10).toFixed(1);
  expect(capacityOf(metricsOf(5, false))).toBe(`  held ${carried} reports per second (step 4); then an SLO was missed`);
});

it('does not count a step in which less was sent than scheduled', async () => {
  const { capacityOf } = await read();
  expect(capacityOf(metricsOf(5, true, 12))).toMatch(/\(step 4\); then fewer calls were sent than due$/);
});

it('reports when no step or every step passed', async () => {
  const { capacityOf } = await read();
  expect(capacityOf(metricsOf(1, false))).toContain('no step held');
  expect(capacityOf(metricsOf(24, true))).toContain('all 24 steps held');
});

it('does not confuse step 1 with step 12', async () => {
  const { capacityOf } = await read();
  expect(capacityOf(metricsOf(12, false))).toContain('(step 11)');
});

it('derives the step from the time', async () => {
  const { stepAt } = await read();
  expect([0, 0.49, 0.5, 11.9, 40].map((minute) => stepAt(minute).name)).toEqual(['1', '1', '2', '24', '24']);
});
