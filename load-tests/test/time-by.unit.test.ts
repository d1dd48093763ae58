import { expect, test } from 'vitest';
import { areaOf } from '../src/profile/area-of.ts';
import type { CpuProfile } from '../src/profile/take-profile.ts';
import { timeBy } from '../src/profile/time-by.ts';

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 0 });

/** The root calls the envelope encryption, which calls Node's crypto, and a handler, which calls the database. */
const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 4, 6, 7] },
    { id: 2, callFrame: frame('seal', 'file:///x/packages/security/src/encryption/envelope.ts'), children: [3] },
    { id: 3, callFrame: frame('update', 'node:internal/crypto/cipher') },
    { id: 4, callFrame: frame('report', 'file:///x/apps/incident-intake/src/app/report.ts'), children: [5] },
    { id: 5, callFrame: frame('query', 'file:///x/node_modules/pg/lib/client.js') },
    { id: 6, callFrame: frame('(garbage collector)') },
    { id: 7, callFrame: frame('constructor', 'node:internal/x') },
  ],
  samples: [2, 3, 4, 5, 5, 6, 7],
  timeDeltas: [10, 100, 7, 20, 30, 5, 1],
};

test('attributes time to the nearest known package on the stack, and that of a library to its caller', () => {
  expect(timeBy(PROFILE, areaOf)).toEqual([
    { name: 'sealing', micros: 110 },
    { name: 'talking to PostgreSQL', micros: 50 },
    { name: 'the domain: rules, places, routing', micros: 7 },
    { name: 'garbage collection', micros: 5 },
    { name: 'Node itself: the loop, sockets, TLS', micros: 1 },
  ]);
});

test('attributes all of the time', () => {
  const sum = timeBy(PROFILE, () => undefined);
  expect(sum).toEqual([{ name: 'nobody', micros: 173 }]);
});
