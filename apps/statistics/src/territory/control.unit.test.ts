import { hromadas } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { controlOf, type ControlChange } from './control.ts';

const change = (code: string, status: ControlChange['status'], date: string) => ({ code, status, date, isExact: true });
const YEAR = { from: '2025-01-01', to: '2025-12-31' };

test('a place has the status of its last change, and is controlled before the first', () => {
  const control = controlOf([change('A', 'liberated', '2025-06-01'), change('A', 'occupied', '2025-03-01')], []);
  expect(['2025-02-28', '2025-03-01', '2025-05-31', '2025-06-01'].map((day) => control.statusOn('A', day))).toEqual([
    'controlled',
    'occupied',
    'occupied',
    'liberated',
  ]);
  expect(control.stateOn('A', '2025-02-28').since).toBeUndefined();
  expect(control.stateOn('A', '2025-04-01').since).toMatchObject({ date: '2025-03-01', isExact: true });
  expect(control.statusOn('B', '2025-04-01')).toBe('controlled');
});

test('of two changes of one day, the one that was recorded last counts', () => {
  const changes = [change('A', 'occupied', '2025-03-01'), change('A', 'frontline', '2025-03-01')];
  expect(controlOf(changes, []).statusOn('A', '2025-03-01')).toBe('frontline');
});

test('the occupied days of a period begin and end with it, and those of two changes are one', () => {
  const control = controlOf(
    [
      change('A', 'occupied', '2024-05-01'),
      change('A', 'liberated', '2025-02-01'),
      change('A', 'occupied', '2025-10-01'),
      change('A', 'occupied', '2025-11-01'),
      change('B', 'frontline', '2025-01-01'),
    ],
    [],
  );
  expect(control.occupiedDays('A', YEAR)).toEqual([
    { from: '2025-01-01', to: '2025-01-31' },
    { from: '2025-10-01', to: '2025-12-31' },
  ]);
  expect(control.occupiedDays('A', { from: '2025-03-01', to: '2025-09-30' })).toEqual([]);
  expect(control.occupiedDays('A', { from: '2025-01-31', to: '2025-01-31' })).toEqual([
    { from: '2025-01-31', to: '2025-01-31' },
  ]);
  expect(control.occupiedDays('B', YEAR)).toEqual([]);
  expect(control.daysOf(['occupied', 'frontline'], 'B', YEAR)).toEqual([YEAR]);
});

test('a merged hromada has the status of its successor from the merger on, unless its own changed later', () => {
  const mergers = [
    { code: 'A', successorCode: 'B', effectiveDate: '2025-03-01' },
    { code: 'B', successorCode: 'C', effectiveDate: '2025-06-01' },
  ];
  const control = controlOf([change('C', 'occupied', '2025-02-01'), change('A', 'liberated', '2025-08-01')], mergers);
  expect(control.occupiedDays('A', YEAR)).toEqual([{ from: '2025-06-01', to: '2025-07-31' }]);
  expect(control.occupiedDays('B', YEAR)).toEqual([{ from: '2025-06-01', to: '2025-12-31' }]);
});

test('a successor that never had a status says nothing about its new parts', () => {
  const mergers = [{ code: 'A', successorCode: 'B', effectiveDate: '2025-03-01' }];
  expect(controlOf([change('A', 'occupied', '2025-01-01')], mergers).occupiedDays('A', YEAR)).toEqual([YEAR]);
});

test('hromadas that merge into each other end in a status, not in an endless loop', () => {
  const circle = [
    { code: 'A', successorCode: 'B', effectiveDate: '2025-03-01' },
    { code: 'B', successorCode: 'A', effectiveDate: '2025-03-01' },
  ];
  expect(controlOf([change('A', 'occupied', '2025-01-01')], circle).statusOn('A', '2025-04-01')).toBe('occupied');
});

test('occupied places do not count in a denominator; those at the front do', () => {
  const control = controlOf([change('A', 'occupied', '2025-03-01'), change('B', 'frontline', '2025-03-01')], []);
  expect(control.counted(['A', 'B', 'C'], '2025-03-01')).toEqual(['B', 'C']);
  expect(control.counted(['A', 'B', 'C'], '2025-02-28')).toEqual(['A', 'B', 'C']);
});

test('the hromadas of a day are those that are not merged; occupied ones do not count', () => {
  const [a, b, c] = hromadas().map(({ code }) => code);
  const control = controlOf(
    [change(a ?? '', 'occupied', '2025-03-01')],
    [{ code: b ?? '', successorCode: c ?? '', effectiveDate: '2025-06-01' }],
  );
  expect(['2025-02-28', '2025-03-01', '2025-06-01'].map((day) => control.hromadasOn(day))).toEqual([
    { counted: 1_469, occupied: 0 },
    { counted: 1_468, occupied: 1 },
    { counted: 1_467, occupied: 1 },
  ]);
});
