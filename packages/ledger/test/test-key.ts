import { testCaller } from '@safe-community/testkit';
import { requestKey, type RequestKey } from '../src/index.ts';

/** The key of a request of an arbitrary system. */
export function testKey(system: string, requestId: string, method: string, body: Uint8Array): RequestKey {
  return requestKey({ caller: testCaller(system, []), actingUser: '', purpose: '', method, body }, requestId);
}
