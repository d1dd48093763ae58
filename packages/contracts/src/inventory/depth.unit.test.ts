import type { DescMessage } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { ourMessages, ourMethods } from './index.ts';

/** How many messages deep it can be; throws, with the path, for one that can contain itself. */
function depthOf(message: DescMessage, above: readonly DescMessage[] = []): number {
  const way = [...above, message];
  if (above.includes(message)) throw new Error(way.map(({ name }) => name).join(' → '));
  const parts = message.fields.flatMap((field) => field.message ?? []);
  return 1 + Math.max(0, ...parts.map((part) => depthOf(part, way)));
}

test('no message can contain another of its kind, so that a request is no deeper than its declaration', () => {
  for (const message of ourMessages()) expect(() => depthOf(message)).not.toThrow();
});

test('a request is at most five messages deep', () => {
  expect(Math.max(...ourMethods().map(({ input }) => depthOf(input)))).toBeLessThanOrEqual(5);
});
