import { expect, test } from 'vitest';
import { MAX_PEERS, withPeers } from './peers.ts';

const HROMADAS = Array.from({ length: 100 }, (_, index) => ({
  code: `H${String(index).padStart(3, '0')}`,
  kind: index % 2 === 0 ? 'rural' : 'urban',
  population: 1_000 * (index + 1),
}));

test('peers are of the same kind, and their populations are the nearest', () => {
  const peers = withPeers('H050', HROMADAS);
  expect(peers).toHaveLength(MAX_PEERS + 1);
  expect(new Set(peers.map(({ kind }) => kind))).toEqual(new Set(['rural']));
  expect(peers.map(({ code }) => code)).toContain('H050');
  const populations = peers.map(({ population }) => population / 51_000);
  expect(Math.min(...populations)).toBeGreaterThan(0.5);
  expect(Math.max(...populations)).toBeLessThan(1.8);
});

test('where there are few of a kind, all are peers', () => {
  const few = [...HROMADAS.slice(0, 3), { code: 'K', kind: 'special-city', population: 3_000_000 }];
  expect(withPeers('K', few).map(({ code }) => code)).toEqual(['K']);
  expect(withPeers('H000', few).map(({ code }) => code)).toEqual(['H000', 'H002']);
});

test('an unknown hromada has no peers', () => {
  expect(withPeers('X', HROMADAS)).toEqual([]);
});
