import { CameraRegistered } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import { expect, test } from 'vitest';
import { publishedAt, publishedEvents } from './index.ts';

const kind = {
  type: 'safecommunity.cameras.v1.camera-registered',
  decode: (body: Uint8Array) => CameraRegistered.decode(body),
};
const message = { cameraId: 'c-1', patrolUnitCode: 'u-1', oblastCode: 'UA80', demonstration: false };
const stored = [message, { ...message, cameraId: 'c-2' }].map((each) => ({
  subject: `${kind.type}.UA80.none`,
  body: CameraRegistered.encode(each).finish(),
}));

test('finds events by an id, with their position and the whole message', async () => {
  const published = publishedEvents({ sql: async () => stored });
  expect(await published.of(kind, 'c-1')).toEqual(publishedAt('UA80.none', [message]));
  expect(await published.of(kind, 'c-3')).toEqual([]);
});

test('does not compare a field that only has its default', async () => {
  const published = publishedEvents({ sql: async () => stored });
  expect(published.uncompared([kind])).toHaveLength(4);
  await published.of(kind, 'c-1');
  expect(published.uncompared([kind])).toEqual(['compare a camera-registered that has a value in demonstration']);
});
