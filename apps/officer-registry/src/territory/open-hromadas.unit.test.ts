import { expect, test } from 'vitest';
import { hromadas, outsideControlIn2021 } from '@safe-community/territory';
import { openHromadas } from './open-hromadas.adapter.ts';

const VINNYTSKA_OBLAST = 'UA05000000000010236';
const KHERSONSKA_OBLAST = 'UA65000000000030969';
const FREED = 'UA65020010000060480';

test('before the invasion, hromadas outside of the control of the government are occupied', () => {
  const { open, occupied } = openHromadas('2021-12-31');
  expect(occupied.map(({ code }) => code).toSorted()).toEqual(
    hromadas()
      .filter(outsideControlIn2021)
      .map(({ code }) => code)
      .toSorted(),
  );
  expect(open.length + occupied.length).toBe(hromadas().length);
});

test('a hromada that was occupied and freed is open on the days before and after', () => {
  const isOpenOn = (day: string) => openHromadas(day, KHERSONSKA_OBLAST).open.some(({ code }) => code === FREED);
  expect([isOpenOn('2022-01-01'), isOpenOn('2022-10-15'), isOpenOn('2023-01-01')]).toEqual([true, false, true]);
});

test('an oblast without occupied hromadas is open as a whole', () => {
  const { open, occupied } = openHromadas('2026-01-01', VINNYTSKA_OBLAST);
  expect(occupied).toEqual([]);
  expect(open.every(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST)).toBe(true);
  expect(open.map(({ code }) => code)).toEqual(open.map(({ code }) => code).toSorted());
});
