import { errors, headers } from '@nats-io/transport-node';
import { expect, it } from 'vitest';
import { writtenHeaders } from './written-headers.ts';

/** The bytes that the client sends for them. */
function bytesOf(written: unknown): string {
  return Buffer.from((written as { encode(): Uint8Array }).encode()).toString();
}

it('are encoded as those of the client', () => {
  const values = { 'ce-id': 'a', 'Nats-Msg-Id': 'incidents.0.1', traceparent: '', 'ce-source': ' /місце ' };
  const own = headers();
  for (const [name, value] of Object.entries(values)) own.append(name, value);
  expect(bytesOf(writtenHeaders(values))).toBe(bytesOf(own));
});

it.each(['a\r\nce-id: b', 'a\n', '\r'])('rejects a value with a line break: %j', (value) => {
  expect(() => writtenHeaders({ 'ce-type': value })).toThrow(errors.InvalidArgumentError);
});
