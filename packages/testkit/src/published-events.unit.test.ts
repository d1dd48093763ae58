import { CameraRegistered } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import { WavePlanned } from '@safe-community/contracts/cameras/events/v1/rollout_events.ts';
import { expect, test } from 'vitest';
import { publishedEvents } from './index.ts';

const kind = {
  type: 'safecommunity.cameras.v1.camera-registered',
  decode: (body: Uint8Array) => CameraRegistered.decode(body),
};
const message = { cameraId: 'c-1', patrolUnitCode: 'u-1', oblastCode: '' };
const stored = [message, { ...message, cameraId: 'c-2' }].map((each) => ({
  subject: `${kind.type}.UA80.none`,
  body: CameraRegistered.encode(each).finish(),
}));

test('finds events by an id, with their position and the whole message', async () => {
  const published = publishedEvents({ sql: async () => stored });
  expect(await published.of(kind, 'c-1')).toEqual([{ place: 'UA80.none', message }]);
  expect(await published.of(kind, 'c-3')).toEqual([]);
});

test('counts a field as compared only by its value in an event that equals the expected one', async () => {
  const published = publishedEvents({ sql: async () => stored });
  expect(published.uncompared([kind])).toHaveLength(3);
  await published.of(kind, 'c-1');
  expect(published.uncompared([kind])).toHaveLength(3);
  await published.expectWhole(kind, 'c-1', 'UA80.none', [message]);
  expect(published.uncompared([kind])).toEqual(['compare a camera-registered that has a value in oblastCode']);
});

test('refuses an expected event that lacks a field, has another place, or is not the only one', async () => {
  const published = publishedEvents({ sql: async () => stored });
  const { oblastCode: _, ...part } = message;
  await expect(published.expectWhole(kind, 'c-1', 'UA80.none', [part as typeof message])).rejects.toThrow(
    'camera-registered',
  );
  await expect(published.expectWhole(kind, 'c-1', 'none.none', [message])).rejects.toThrow('camera-registered');
  await expect(published.expectWhole(kind, 'u-1', 'UA80.none', [message])).rejects.toThrow('camera-registered');
  expect(published.uncompared([kind])).toHaveLength(3);
  const newest = { ...message, cameraId: 'c-2' };
  await published.expectNewest(kind, 'u-1', { place: 'UA80.none', message: newest });
  expect(published.uncompared([kind])).toHaveLength(1);
});

test('counts the fields of messages within, also of repeated ones', async () => {
  const waves = {
    type: 'safecommunity.cameras.v1.wave-planned',
    decode: (body: Uint8Array) => WavePlanned.decode(body),
  };
  const units = [{ patrolUnitCode: 'u-1', quantity: 0 }];
  const wave = WavePlanned.fromPartial({ waveId: 'w-1', name: 'Перша', units });
  const body = WavePlanned.encode(wave).finish();
  const published = publishedEvents({ sql: async () => [{ subject: `${waves.type}.none.none`, body }] });
  expect(published.uncompared([waves])).toContain('compare a wave-planned that has a value in units');
  await published.expectWhole(waves, 'w-1', 'none.none', [wave]);
  const found = published.uncompared([waves]);
  expect(found).toContain('compare a wave-planned that has a value in units.quantity');
  expect(found.filter((each) => /units$|units\.patrolUnitCode/.test(each))).toEqual([]);
});
