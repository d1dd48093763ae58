import { expect, test } from 'vitest';
import { drawByWeight, randomOf, shuffled } from './random.ts';
import { requestIdOf } from './request-id.ts';
import { apportion } from './apportion.ts';

test('a name always gives the same sequence, and another name a different one', () => {
  const five = (name: string) => {
    const random = randomOf(name);
    return Array.from({ length: 5 }, () => random.next());
  };
  expect(five('a')).toEqual(five('a'));
  expect(five('a')).not.toEqual(five('b'));
  // Detects a change of the generator, which would change all demonstration data.
  expect(five('a')[0]).toBeCloseTo(0.62169, 5);
});

test('draws items in proportion to their weights, and never those of weight 0', () => {
  const random = randomOf('weights');
  const draw = drawByWeight(['often', 'seldom', 'never'], (item) => ({ often: 9, seldom: 1, never: 0 })[item] ?? 0);
  const drawn = Array.from({ length: 10_000 }, () => draw(random));
  const often = drawn.filter((item) => item === 'often').length;
  expect(often).toBeGreaterThan(8_800);
  expect(often).toBeLessThan(9_200);
  expect(drawn).not.toContain('never');
});

test('integers include both ends, and normal numbers are centred on 0', () => {
  const random = randomOf('numbers');
  const whole = new Set(Array.from({ length: 1_000 }, () => random.int(2, 4)));
  expect([...whole].toSorted()).toEqual([2, 3, 4]);
  const normal = Array.from({ length: 10_000 }, () => random.normal());
  expect(Math.abs(normal.reduce((sum, value) => sum + value, 0) / normal.length)).toBeLessThan(0.05);
  expect(normal.filter((value) => Math.abs(value) < 1).length / normal.length).toBeCloseTo(0.683, 1);
});

test('a shuffled list has the same elements', () => {
  const list = Array.from({ length: 50 }, (_, index) => index);
  const mixed = shuffled(list, randomOf('list'));
  expect(mixed).not.toEqual(list);
  expect(mixed.toSorted((a, b) => a - b)).toEqual(list);
});

test('apportions all seats, largest remainders first', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(apportion(7, [50, 30, 20])).toEqual([4, 2, 1]);
  expect(apportion(3, [0, 10])).toEqual([0, 3]);
});

test('the request id of a step is constant and a UUID', () => {
  expect(requestIdOf('register DEMO-H-00001')).toBe(requestIdOf('register DEMO-H-00001'));
  expect(requestIdOf('register DEMO-H-00001')).not.toBe(requestIdOf('register DEMO-H-00002'));
  expect(requestIdOf('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
