import type { ServiceError } from '@grpc/grpc-js';
import { expect } from 'vitest';
import { toldBy, type Told } from './told-by.ts';

/** Fails when the call is not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<Told> {
  const thrown: unknown = await call.then(
    () => expect.fail('the call was not refused'),
    (error: unknown) => error,
  );
  return toldBy(thrown as ServiceError);
}
