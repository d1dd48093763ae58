import { expect, it } from 'vitest';
import { billOf } from '../supply-chain/bill-of-materials.ts';
import { productionPackages, productionPlaces, type Entries } from '../supply-chain/production-packages.ts';

const PACKAGES: Entries = {
  '': { name: 'root', version: '1.0.0' },
  'apps/intake': { name: '@x/intake', version: '1.0.0', dependencies: { '@x/ledger': '1.0.0', pg: '8.0.0' } },
  'packages/ledger': { name: '@x/ledger', version: '1.0.0', dependencies: { pg: '7.0.0' } },
  'packages/testkit': { name: '@x/testkit', version: '1.0.0', dependencies: { vitest: '5.0.0' } },
  'node_modules/@x/intake': { resolved: 'apps/intake', link: true },
  'node_modules/@x/ledger': { resolved: 'packages/ledger', link: true },
  'node_modules/@x/testkit': { resolved: 'packages/testkit', link: true },
  'node_modules/pg': {
    version: '8.0.0',
    dependencies: { types: '1.0.0' },
    optionalDependencies: { native: '1.0.0' },
    peerDependencies: { cloud: '1.0.0', 'maybe-cloud': '1.0.0' },
    peerDependenciesMeta: { 'maybe-cloud': { optional: true } },
  },
  'packages/ledger/node_modules/pg': { version: '7.0.0' },
  'node_modules/types': { version: '1.0.0', dependencies: { pg: '8.0.0' } },
  'node_modules/cloud': { name: 'real-cloud', version: '2.0.0' },
  'node_modules/maybe-cloud': { version: '1.0.0' },
  'node_modules/vitest': { version: '5.0.0' },
};

it('follows the dependencies of each app to where they are installed', () => {
  expect(Object.fromEntries(productionPackages(PACKAGES))).toEqual({
    'root@1.0.0': ['@x/intake@1.0.0'],
    '@x/intake@1.0.0': ['@x/ledger@1.0.0', 'pg@8.0.0'],
    '@x/ledger@1.0.0': ['pg@7.0.0'],
    'pg@7.0.0': [],
    'pg@8.0.0': ['types@1.0.0', 'real-cloud@2.0.0'],
    'types@1.0.0': ['pg@8.0.0'],
    'real-cloud@2.0.0': [],
  });
});

it('returns where the dependencies of one app are', () => {
  const entries = { ...PACKAGES, 'apps/other': { name: '@x/other', version: '1.0.0' } };
  expect([...productionPlaces(entries, 'apps/intake')].toSorted()).toEqual([
    'apps/intake',
    'node_modules/cloud',
    'node_modules/pg',
    'node_modules/types',
    'packages/ledger',
    'packages/ledger/node_modules/pg',
  ]);
  expect([...productionPlaces(entries, 'apps/other')]).toEqual(['apps/other']);
});

it('allows a missing optional dependency, and no other', () => {
  const { 'node_modules/types': _, ...lacking } = PACKAGES;
  expect(() => productionPackages(lacking)).toThrow('node_modules/pg needs types, which is not there');
});

it('creates an SBOM only if it is complete', () => {
  const component = (id: string) => ({ 'bom-ref': id, name: id });
  const bill = { metadata: { component: component('root') }, components: [component('a'), component('b')] };
  const needs = new Map([
    ['root', ['a']],
    ['a', []],
  ]);
  expect(billOf({ ...bill, dependencies: [] }, needs)).toEqual({
    ...bill,
    components: [component('a')],
    dependencies: [
      { ref: 'root', dependsOn: ['a'] },
      { ref: 'a', dependsOn: [] },
    ],
  });
  expect(() => billOf({ ...bill, dependencies: [] }, new Map([...needs, ['c', []]]))).toThrow('does not list c');
});
