import type { ServiceError } from '@grpc/grpc-js';
import { expect } from 'vitest';
import { callErrorOf, type Rejection } from './call-error.ts';

/** The error details of a call; fails the test when the call is not rejected. */
export async function refusalOf(call: Promise<unknown>): Promise<Rejection> {
  const thrown: unknown = await call.then(
    () => expect.fail('the call was not rejected'),
    (error: unknown) => error,
  );
  return callErrorOf(thrown as ServiceError);
}
