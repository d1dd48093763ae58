import { expect, test } from 'vitest';
import { controlOf, type ControlChange } from '../territory/control.ts';
import { placeControlOf } from './place-control.ts';

const YEAR = { from: '2025-01-01', to: '2025-12-31' };
const change = (code: string, status: ControlChange['status'], date: string) => ({ code, status, date, isExact: true });
const CONTROL = controlOf(
  [
    change('A', 'occupied', '2024-01-01'),
    change('B', 'occupied', '2025-02-01'),
    change('F', 'frontline', '2023-05-01'),
    change('L', 'occupied', '2024-01-01'),
    change('L', 'liberated', '2025-03-01'),
  ],
  [],
);
const whole = (...codes: string[]) => codes.map((code) => ({ code, first: undefined, last: undefined }));
const of = (...codes: string[]) => placeControlOf(whole(...codes), YEAR, CONTROL);

test('a hromada has its own status', () => {
  expect(of('A')).toMatchObject({ status: 'occupied', isOccupied: true, occupiedHromadas: 1 });
  expect(of('B')).toMatchObject({ status: 'occupied', isOccupied: false, since: { date: '2025-02-01' } });
  expect(of('L')).toMatchObject({ status: 'liberated', isOccupied: false, since: { date: '2025-03-01' } });
  expect(of('C')).toMatchObject({ status: 'controlled', since: undefined, occupiedHromadas: 0 });
});

test('an oblast is occupied if all of its hromadas are, and at the front if one is', () => {
  expect(of('A', 'B')).toMatchObject({ status: 'occupied', since: { date: '2025-02-01' }, isOccupied: false });
  expect(of('A', 'C')).toMatchObject({
    status: 'controlled',
    since: undefined,
    isOccupied: false,
    occupiedHromadas: 1,
  });
  expect(of('A', 'C', 'F')).toMatchObject({ status: 'frontline', since: { date: '2023-05-01' }, occupiedHromadas: 1 });
});

test('a hromada that was merged counts on its own days only', () => {
  const parts = [...whole('A'), { code: 'C', first: undefined, last: '2024-12-31' }];
  expect(placeControlOf(parts, YEAR, CONTROL)).toMatchObject({ status: 'occupied', isOccupied: true });
  const freed = [{ code: 'L', first: undefined, last: '2025-02-28' }];
  expect(placeControlOf(freed, YEAR, CONTROL)).toMatchObject({ isOccupied: true, occupiedHromadas: 0 });
  expect(placeControlOf([], YEAR, CONTROL)).toMatchObject({ status: 'controlled', isOccupied: false });
});
