import { mostBytesOf } from '@safe-community/contracts/inventory';
import { checkWire, NotAMessageError } from '@safe-community/contracts/wire';
import { Refusal, refuseInvalid, type Violation } from '@safe-community/domain-kit';
import { lookInto } from './inspect-message.ts';
import { methodAt } from './methods.ts';
import { markTime, pathOf } from './misfits.ts';
import type { MethodDescription } from './service.ts';

/** The maximum number of texts that one response names. */
const MAX_NAMED = 50;

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
    const request = decoded(method, declared.input.typeName, bytes);
    const broken: Violation[] = [];
    look?.(request, '', broken);
    refuseInvalid(broken);
    return request;
  };
}

function decoded(method: MethodDescription, type: string, bytes: Buffer): object {
  const misfits = wireOf(type, bytes);
  const texts = misfits.filter(({ kind }) => kind === 'text').slice(0, MAX_NAMED);
  refuseInvalid(texts.map(({ way }) => ({ field: pathOf(way), rule: 'must be UTF-8' })));
  const request = method.requestDeserialize(bytes) as object;
  for (const { way } of misfits) markTime(request, way);
  return request;
}

function wireOf(type: string, bytes: Buffer): ReturnType<typeof checkWire> {
  try {
    return checkWire(type, bytes);
  } catch (error) {
    if (!(error instanceof NotAMessageError)) throw error;
    throw malformed(`the request is not a message of the declared type: ${error.message}`);
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
