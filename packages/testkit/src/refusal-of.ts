import type { ServiceError } from '@grpc/grpc-js';
import { expect } from 'vitest';
import { callErrorOf, type Rejection } from './call-error.ts';

/** Fails when the call is not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<Rejection> {
  const thrown: unknown = await call.then(
    () => expect.fail('the call was not refused'),
    (error: unknown) => error,
  );
  return callErrorOf(thrown as ServiceError);
}
