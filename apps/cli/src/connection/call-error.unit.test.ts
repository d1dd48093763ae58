import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { preconditionFailed, Refusal, refuseInvalid } from '@safe-community/domain-kit';
import { toStatus } from '@safe-community/grpc-kit';
import { expect, test } from 'vitest';
import { CallError } from './call-error.ts';

const INTAKE = { name: 'incident-intake', address: 'localhost:50052', caFile: '/pki/ca.pem' };

/** The client-side error of this refusal. */
function answered(refuse: () => unknown): CallError {
  try {
    refuse();
  } catch (error) {
    return new CallError(INTAKE, Object.assign(new Error('14 …'), toStatus(error)));
  }
  throw new Error('was not rejected');
}

function failed(code: status, details: string): CallError {
  const error: ServiceError = Object.assign(new Error(details), { code, details, metadata: new Metadata() });
  return new CallError(INTAKE, error);
}

test('each violation has its own line', () => {
  const error = answered(() =>
    refuseInvalid([
      { field: 'report.hromada_code', rule: 'must be known' },
      { field: 'report.category', rule: 'must be one of the known categories' },
    ]),
  );
  expect(error.message).toBe(
    'incident-intake rejected the request and changed nothing (FIELDS_INVALID):\n' +
      '  report.hromada_code: must be known\n' +
      '  report.category: must be one of the known categories',
  );
});

test('a failed precondition shows its reason', () => {
  const error = answered(() => {
    throw preconditionFailed('BEAT_TAKEN', 'the beat has a primary officer');
  });
  expect(error.message).toBe('incident-intake: the beat has a primary officer (BEAT_TAKEN)');
  expect(error.details.reason).toBe('BEAT_TAKEN');
});

test('an overloaded service says when to retry', () => {
  const error = answered(() => {
    throw new Refusal('resource-exhausted', 'too many reports wait', { retryAfterMs: 1_500 });
  });
  expect(error.message).toBe('incident-intake: too many reports wait; retry in 2 s (RESOURCE_EXHAUSTED)');
  expect(error.details.retryAfterMs).toBe(1_500);
});

test('an unreachable service: suggests starting it', () => {
  const { message } = failed(status.UNAVAILABLE, 'ECONNREFUSED');
  expect(message).toContain('incident-intake does not respond at localhost:50052 (ECONNREFUSED)');
  expect(message).toContain('npm start');
});

const WRAPPED = 'round_robin: No connection established. Last error: No connection established. Last error: Error: ';

test.each([
  [
    'connect ECONNREFUSED 127.0.0.1:1',
    /^incident-intake does not respond at localhost:50052 \(connect ECONNREFUSED 127\.0\.0\.1:1\)\.\n/,
  ],
  [
    'self-signed certificate in certificate chain',
    /^\/pki\/ca\.pem did not sign the certificate of incident-intake at localhost:50052\.\n.* --home <folder>$/,
  ],
  ['certificate has expired', /^The certificate of incident-intake at localhost:50052 has expired; see: /],
  [
    "Hostname/IP does not match certificate's altnames: IP: 127.0.0.2 is not in the cert's list: 127.0.0.1",
    /^The certificate of incident-intake at localhost:50052 does not hold for that address; see: /,
  ],
])('a connection that failed because of "%s" says what is wrong, without the layers around it', (cause, message) => {
  expect(failed(status.UNAVAILABLE, `${WRAPPED}${cause}. Resolution note: `).message).toMatch(message);
});

test('a service that is temporarily unavailable is not reported as down', () => {
  const error = answered(() => {
    throw new Refusal('unavailable', 'the database does not answer', { retryAfterMs: 1_000 });
  });
  expect(error.message).toBe('incident-intake: the database does not answer; retry in 1 s (UNAVAILABLE)');
});

test.each([
  [status.DEADLINE_EXCEEDED, 'incident-intake at localhost:50052 did not respond in time.'],
  [status.INTERNAL, 'incident-intake failed with an internal error; see its log.'],
  [status.UNIMPLEMENTED, 'incident-intake: details (UNIMPLEMENTED)'],
])('code %i has a readable message', (code, message) => {
  expect(failed(code, 'details').message).toBe(message);
});
