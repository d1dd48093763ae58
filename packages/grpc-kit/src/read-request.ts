import { mostBytesOf } from '@safe-community/contracts/inventory';
import { Refusal, refuseInvalid, type Violation } from '@safe-community/domain-kit';
import { lookInto } from './inspect-message.ts';
import { methodAt } from './methods.ts';
import type { MethodDescription } from './service.ts';

/**
 * Creates the decoder of a method's requests. It throws a `Refusal` (INVALID_ARGUMENT) for a request that is too large,
 * malformed, or has fields beyond their declared limits.
 */
export function requestReader(method: MethodDescription): (bytes: Buffer) => unknown {
  const declared = methodAt(method.path);
  const most = mostBytesOf(declared);
  const look = lookInto(declared.input.typeName);
  return (bytes) => {
    if (bytes.length > most) throw tooLarge(most);
    const request = decoded(method, bytes);
    const broken: Violation[] = [];
    look?.(request, '', broken);
    refuseInvalid(broken);
    return request;
  };
}

function decoded(method: MethodDescription, bytes: Buffer): object {
  try {
    return method.requestDeserialize(bytes) as object;
  } catch {
    throw malformed('the request is not a message of the declared type');
  }
}

export function malformed(message: string): Refusal {
  return new Refusal('invalid-argument', message, { reason: 'MESSAGE_MALFORMED' });
}

function tooLarge(most: number): Refusal {
  return new Refusal('invalid-argument', `the request must be at most ${most} bytes`, {
    reason: 'REQUEST_TOO_LARGE',
    metadata: { limit: String(most) },
  });
}
