import { expect, test } from 'vitest';
import { rowSources } from '../../test/row-sources.ts';
import { rowsOf } from './rows.ts';
import { withNow, type Tally } from './tally.ts';

function counted(producers: readonly string[]) {
  const sources = rowSources({}, {});
  const tally: Tally = {
    officers: { assigned: 632, hromadasCovered: 372 },
    hromadas: 1_329,
    patrol: { strength: 100, equipped: 60 },
    progress: ['officers', 'incidents', 'cameras'].map((producer) => ({
      producer,
      position: producers.includes(producer) ? 1n : 0n,
    })),
  };
  const rows = withNow(rowsOf(sources), sources.period, tally);
  return new Map(rows.map(({ promise, current, verdict }) => [promise.id, { current, verdict }]));
}

test('what is counted of now stands beside what there is in all', () => {
  const rows = counted(['officers', 'cameras']);
  expect(rows.get('officers_on_beats')?.current).toEqual({ value: 632 });
  expect(rows.get('hromadas_on_beats')?.current).toEqual({ value: 372, whole: 1_329 });
  expect(rows.get('patrol_with_camera')).toEqual({ current: { value: 60, whole: 100 }, verdict: undefined });
  expect(rows.get('community_officers')?.current).toBeUndefined();
});

test('before anything was counted there is nothing: 0 would be a claim', () => {
  const of = (...producers: string[]) =>
    ['officers_on_beats', 'hromadas_on_beats', 'patrol_with_camera'].map((id) => counted(producers).get(id)?.verdict);
  expect(of()).toEqual(['not_measured', 'not_measured', 'not_measured']);
  expect(of('officers')).toEqual([undefined, undefined, 'not_measured']);
  expect(of('officers', 'cameras')).toEqual([undefined, undefined, undefined]);
});
