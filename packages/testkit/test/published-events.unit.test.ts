import { CameraRegistered } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import { expect, test } from 'vitest';
import { publishedEvents } from '../src/index.ts';

const kind = {
  type: 'safecommunity.cameras.v1.camera-registered',
  decode: (body: Uint8Array) => CameraRegistered.decode(body),
};
const message = { cameraId: 'c-1', patrolUnitCode: 'u-1', oblastCode: 'UA80', demonstration: false };
const subject = `${kind.type}.UA80.none`;
const stored = [{ subject, body: CameraRegistered.encode(message).finish() }];
const published = () => publishedEvents(async () => stored);

test('a field that always has its default is not compared', async () => {
  const events = published();
  expect(events.uncompared([kind])).toHaveLength(4);
  await events.expectOf(kind, 'c-1', 'UA80.none', [message]);
  expect(events.uncompared([kind])).toEqual(['camera-registered.demonstration']);
});

test.each([
  ['another value', 'UA80.none', [{ ...message, patrolUnitCode: 'u-2' }]],
  ['another subject', 'UA05.none', [message]],
  ['an event too many', 'UA80.none', []],
])('%s is not what was published', async (_, place, messages) => {
  await expect(published().expectOf(kind, 'c-1', place, messages)).rejects.toThrow('deeply equal');
});
