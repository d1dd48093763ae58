import { systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beat } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';
import { officerDirectory } from '../responsibility/module.ts';
import { coverageChanges } from './coverage-changes.adapter.ts';

const HOUR = 3_600_000;
const CODES = hromadas().map(({ code }) => code);

let now = new Date('2030-05-01T08:00:00Z');
const clock = { ...systemClock, now: () => now };
let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry({ clock });
});
afterAll(() => registry.stop());

test('reads all beats again only after a change, or when the time brings one', async () => {
  const [hromadaCode = ''] = CODES.splice(0, 1);
  const directory = officerDirectory(registry.database, registry.keyring);
  let reads = 0;
  const beats = () => {
    reads += 1;
    return directory.beats();
  };
  const changes = coverageChanges({ database: registry.database, directory: { ...directory, beats }, clock });
  /** Whether a look read the beats, and how many beats of the hromada have somebody on them. */
  const look = async () => {
    const before = reads;
    const rows = await (await changes.recent(0)).changedSince(0n);
    return [reads > before, rows.find(({ hromada }) => hromada.code === hromadaCode)?.staffed ?? 0];
  };
  const { officerId } = await registry.client.registerOfficer();
  expect(await look()).toEqual([true, 0]);
  expect(await look()).toEqual([false, 0]);
  const [startTime, endTime] = [1, 2].map((hours) => new Date(now.getTime() + hours * HOUR));
  await registry.client.assignOfficer({ officerId, beat: beat(hromadaCode), startTime, endTime });
  expect(await look()).toEqual([true, 0]);
  now = new Date(now.getTime() + HOUR - 1);
  expect(await look()).toEqual([false, 0]);
  now = new Date(now.getTime() + 1);
  expect(await look()).toEqual([true, 1]);
  expect(await look()).toEqual([false, 1]);
  now = new Date(now.getTime() + HOUR);
  expect(await look()).toEqual([true, 0]);
  now = new Date('2030-05-01T21:00:00Z');
  expect(await look()).toEqual([true, 0]);
  expect(await look()).toEqual([false, 0]);
});
