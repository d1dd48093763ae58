import { isRefused } from '@safe-community/domain-kit';
import { describe, expect, test } from 'vitest';
import { History, record, type GivenChange, type TerritoryChange } from './history.ts';

const A = 'UA05020010000053508';
const B = 'UA05020030000031457';
const C = 'UA05020050000066991';
const NOW = new Date('2026-11-27T10:00:00Z');

function change(given: Partial<TerritoryChange>): TerritoryChange {
  return {
    code: A,
    kind: 'occupied',
    effectiveOn: '2022-09-30',
    isExact: true,
    formerName: '',
    name: '',
    successorCode: '',
    source: 'постанова',
    ...given,
  };
}

const RENAMED = [
  change({ kind: 'renamed', effectiveOn: '2024-01-01', formerName: 'Перша', name: 'Друга' }),
  change({ kind: 'renamed', effectiveOn: '2025-01-01', formerName: 'Друга', name: 'Третя' }),
];

describe('the history of a unit', () => {
  test.each([
    ['2023-12-31', 'Перша'],
    ['2024-01-01', 'Друга'],
    ['2024-12-31', 'Друга'],
    ['2025-01-01', 'Третя'],
  ])('its name on %s is %s', (day, name) => {
    expect(new History(RENAMED.toReversed()).nameOn(day, A, 'Третя')).toBe(name);
  });

  test.each<[string, string[], string | undefined]>([
    ['2022-09-29', [A], undefined],
    ['2022-09-30', [A], '2022-09-30'],
    ['2022-11-11', [A], undefined],
    // A part has the status of the hromada, unless it has one of its own.
    ['2022-10-01', ['part'], '2022-09-30'],
    ['2022-10-10', ['part', 'freed'], undefined],
    ['2022-10-10', ['part', 'front'], undefined],
    ['2022-10-10', ['part', 'taken'], '2022-10-05'],
    ['2022-11-11', ['taken'], '2022-10-05'],
    ['2022-11-11', ['taken', 'part'], undefined],
    // The successor was occupied later, and the part with it.
    ['2024-05-01', [A], '2024-05-01'],
    ['2024-05-01', ['part'], '2024-05-01'],
  ])('on %s, %j have all been occupied since %s', (day, units, since) => {
    const history = new History([
      change({}),
      change({ code: 'freed', kind: 'liberated', effectiveOn: '2022-10-10' }),
      change({ code: 'front', kind: 'frontline', effectiveOn: '2022-10-10' }),
      change({ code: 'taken', effectiveOn: '2022-10-05' }),
      change({ kind: 'liberated', effectiveOn: '2022-11-11' }),
      change({ kind: 'merged', effectiveOn: '2024-01-01', successorCode: B }),
      change({ code: B, effectiveOn: '2024-05-01' }),
    ]);
    expect(history.occupiedSince(day, units, A)).toBe(since);
  });

  test('a unit that was never renamed has the name of the codifier', () => {
    const history = new History(RENAMED);
    expect(history.nameOn('2020-01-01', B, 'Інша')).toBe('Інша');
    expect(history.namesOf(B, 'Інша')).toEqual(['Інша']);
    expect(history.namesOf(A, 'Третя')).toEqual(['Третя', 'Перша', 'Друга']);
  });

  test.each([
    ['2022-09-29', 'controlled', undefined, '2022-09-30'],
    ['2022-09-30', 'occupied', '2022-09-30', '2022-11-11'],
    ['2022-11-10', 'occupied', '2022-09-30', '2022-11-11'],
    ['2022-11-11', 'liberated', '2022-11-11', '2023-01-01'],
    ['2030-01-01', 'frontline', '2023-01-01', undefined],
  ])('on %s its status is %s since %s until %s', (day, status, since, until) => {
    const history = new History([
      change({ kind: 'frontline', effectiveOn: '2023-01-01' }),
      change({ kind: 'liberated', effectiveOn: '2022-11-11' }),
      change({}),
      ...RENAMED,
    ]);
    const state = history.stateOn(day, A);
    expect([state.status, state.since?.effectiveOn, state.until?.effectiveOn]).toEqual([status, since, until]);
  });

  test('a merged unit leads to the last of its successors, which has it as a part', () => {
    const history = new History([
      change({ kind: 'merged', code: A, successorCode: B, effectiveOn: '2023-01-01' }),
      change({ kind: 'merged', code: B, successorCode: C, effectiveOn: '2024-01-01' }),
    ]);
    expect(['2022-12-31', '2023-01-01', '2024-01-01'].map((day) => history.currentCode(day, A))).toEqual([A, B, C]);
    expect(history.partsOn('2023-06-01', B)).toEqual([B, A]);
    expect(history.partsOn('2023-06-01', C)).toEqual([C]);
    expect(history.partsOn('2024-01-01', C)).toEqual([C, B, A]);
    expect(history.stateOn('2023-01-01', A).merged?.successorCode).toBe(B);
    expect(history.stateOn('2022-12-31', A).merged).toBeUndefined();
  });

  test('a circle of mergers, which cannot be recorded, would not hang', () => {
    const merged = { kind: 'merged', effectiveOn: '2023-01-01' } as const;
    const history = new History([
      change({ ...merged, code: A, successorCode: B }),
      change({ ...merged, code: B, successorCode: A }),
    ]);
    expect(history.currentCode('2024-01-01', A)).toBe(A);
    expect(history.partsOn('2024-01-01', A)).toEqual([A, B]);
  });
});

function decision(given: Partial<GivenChange>, known: readonly TerritoryChange[]) {
  const { formerName: _formerName, ...whole } = change({});
  const decided = record({ ...whole, ...given }, 'Третя', new History(known), NOW);
  return isRefused(decided) ? decided.reason : decided;
}

describe('recording a change', () => {
  test('keeps what is given, with the time and the name before', () => {
    expect(decision({}, [])).toEqual({ ...change({}), recordedAt: NOW });
    const renamed = { kind: 'renamed', name: 'Четверта', effectiveOn: '2024-06-01' } as const;
    expect(decision(renamed, RENAMED)).toMatchObject({ formerName: 'Друга', name: 'Четверта' });
    expect(decision(renamed, [])).toMatchObject({ formerName: 'Третя' });
  });

  const merged = change({ kind: 'merged', successorCode: B, effectiveOn: '2023-01-01' });
  test.each<[string, Partial<GivenChange>, TerritoryChange[], string]>([
    ['the same kind on the same day', {}, [change({ source: 'інша' })], 'CHANGE_KNOWN'],
    ['a merged unit again', { ...merged, effectiveOn: '2020-01-01', successorCode: C }, [merged], 'UNIT_MERGED'],
    ['a unit after its merger', { effectiveOn: '2023-01-02' }, [merged], 'UNIT_MERGED'],
    ['a merger into a merged unit', { ...merged, code: C, successorCode: A }, [merged], 'UNIT_MERGED'],
  ])('refuses %s', (_what, given, known, reason) => {
    expect(decision(given, known)).toBe(reason);
  });

  test('accepts what came before the merger, and another kind on the same day', () => {
    expect(decision({ effectiveOn: '2022-12-31' }, [merged])).toMatchObject({ kind: 'occupied' });
    expect(decision({ kind: 'frontline' }, [change({})])).toMatchObject({ kind: 'frontline' });
  });
});
