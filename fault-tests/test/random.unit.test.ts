import { expect, it } from 'vitest';
import { Random } from '../src/random.ts';

it('the same seed gives the same choices, another seed different ones', () => {
  const choices = (seed: string): number[] => {
    const random = new Random(seed);
    return Array.from({ length: 20 }, () => random.between(1, 1_000));
  };
  expect(choices('a')).toEqual(choices('a'));
  expect(choices('a')).not.toEqual(choices('b'));
  expect(choices('a').every((choice) => choice >= 1 && choice <= 1_000)).toBe(true);
});

it('the same seed gives the same permutation, with all elements', () => {
  const order = (seed: string): string => new Random(seed).shuffled(['a', 'b', 'c']).join('');
  const orders = new Set(Array.from({ length: 200 }, (_, seed) => order(String(seed))));
  expect([...orders].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  expect(order('1')).toBe(order('1'));
});

it('gives distinct UUIDs', () => {
  const random = new Random('ids');
  const ids = Array.from({ length: 1_000 }, () => random.uuid());
  expect(new Set(ids).size).toBe(1_000);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
