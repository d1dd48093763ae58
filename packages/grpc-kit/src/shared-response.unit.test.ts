import { expect, it } from 'vitest';
import { encoded, sharedResponse } from './shared-response.ts';

/** A method that counts how often it has encoded an answer. */
function countingMethod() {
  const written: unknown[] = [];
  const method = {
    path: '/test.Service/Method',
    requestStream: false,
    responseStream: false,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: () => ({}),
    responseSerialize: (answer: never) => {
      written.push(answer);
      return Buffer.from(JSON.stringify(answer));
    },
    responseDeserialize: () => ({}),
  };
  return { method, written };
}

it('encodes a shared answer once, and a different one separately', () => {
  const { method, written } = countingMethod();
  const [first, second] = [sharedResponse({ count: 1 }), sharedResponse({ count: 2 })];
  const bytes = [first, first, second, first].map((answer) => encoded(method, answer).toString());
  expect(bytes).toEqual(['{"count":1}', '{"count":1}', '{"count":2}', '{"count":1}']);
  expect(written).toEqual([first, second]);
});

it('encodes an unshared answer each time, with its current content', () => {
  const { method, written } = countingMethod();
  const answer = { count: 1 };
  expect(encoded(method, answer).toString()).toBe('{"count":1}');
  answer.count = 2;
  expect(encoded(method, answer).toString()).toBe('{"count":2}');
  expect(written).toHaveLength(2);
});
