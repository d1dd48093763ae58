import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { preconditionFailed, Refusal, refuseInvalid } from '@safe-community/domain-kit';
import { toStatus } from '@safe-community/grpc-kit';
import { expect, test } from 'vitest';
import { CallError } from '../src/connection/call-error.ts';

const INTAKE = { name: 'incident-intake', address: 'localhost:50052' };

/** The error that a client gets when a service answers with this refusal. */
function answered(refuse: () => unknown): CallError {
  try {
    refuse();
  } catch (error) {
    return new CallError(INTAKE, Object.assign(new Error('14 …'), toStatus(error)));
  }
  throw new Error('was not refused');
}

function failed(code: status, details: string): CallError {
  const error: ServiceError = Object.assign(new Error(details), { code, details, metadata: new Metadata() });
  return new CallError(INTAKE, error);
}

test('every broken rule has a line of its own', () => {
  const error = answered(() =>
    refuseInvalid([
      { field: 'report.hromada_code', rule: 'must be known' },
      { field: 'report.category', rule: 'must be one of the known categories' },
    ]),
  );
  expect(error.message).toBe(
    'incident-intake refused this and changed nothing (FIELDS_INVALID):\n' +
      '  report.hromada_code: must be known\n' +
      '  report.category: must be one of the known categories',
  );
});

test('a precondition is told with its reason', () => {
  const error = answered(() => {
    throw preconditionFailed('BEAT_TAKEN', 'the beat has a primary officer');
  });
  expect(error.message).toBe('incident-intake: the beat has a primary officer (BEAT_TAKEN)');
  expect(error.details.reason).toBe('BEAT_TAKEN');
});

test('an overloaded service says when to come back', () => {
  const error = answered(() => {
    throw new Refusal('resource-exhausted', 'too many reports wait', { retryAfterMs: 1_500 });
  });
  expect(error.message).toBe('incident-intake: too many reports wait; try again in 2 s (RESOURCE_EXHAUSTED)');
  expect(error.details.retryAfterMs).toBe(1_500);
});

test('a service that is not there is to be started', () => {
  const { message } = failed(status.UNAVAILABLE, 'ECONNREFUSED');
  expect(message).toContain('incident-intake does not answer at localhost:50052 (ECONNREFUSED)');
  expect(message).toContain('npm start');
});

test('a service that is there but cannot answer now is not said to be down', () => {
  const error = answered(() => {
    throw new Refusal('unavailable', 'the database does not answer', { retryAfterMs: 1_000 });
  });
  expect(error.message).toBe('incident-intake: the database does not answer; try again in 1 s (UNAVAILABLE)');
});

test.each([
  [status.DEADLINE_EXCEEDED, 'incident-intake at localhost:50052 did not answer in time.'],
  [status.INTERNAL, 'incident-intake failed by an error of its own; its log tells more.'],
  [status.UNIMPLEMENTED, 'incident-intake: details (UNIMPLEMENTED)'],
])('code %i has plain words', (code, message) => {
  expect(failed(code, 'details').message).toBe(message);
});
