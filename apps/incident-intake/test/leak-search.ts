import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import type { TestNats } from '@safe-community/testkit';
import { errorBytes, filesUnder } from '@safe-community/testkit/canary';
import { expect, inject } from 'vitest';

/** What callers receive, above all in errors: places where personal data can leak. */
export class ReceivedByCallers {
  readonly answers: Buffer[] = [];

  /** Fails unless the call is rejected; keeps the error. */
  async rejected(call: Promise<unknown>): Promise<void> {
    await call.then(
      () => expect.fail('the call was not rejected'),
      (error: unknown) => this.error(error),
    );
  }

  error(error: unknown): void {
    this.answers.push(errorBytes(error as ServiceError));
  }

  answer(message: unknown): void {
    this.answers.push(Buffer.from(JSON.stringify(message)));
  }
}

export function brokerFiles({ storeDir }: TestNats): Buffer {
  return Buffer.concat(filesUnder(storeDir).map(({ bytes }) => bytes));
}

export function databaseLog(): Buffer {
  return readFileSync(join(inject('ground').folder, 'postgres.log'));
}

/** Tracking tokens by name, each whole and as the half that nobody can guess. */
export function secretsOf(tokens: readonly string[]): Record<string, string | Buffer> {
  return Object.fromEntries(
    tokens.flatMap((token) => [
      [token, token],
      [`code of ${token}`, Buffer.from(token, 'base64url').subarray(16)],
    ]),
  );
}
