import type { DescMethod } from '@bufbuild/protobuf';
import { mostBytesOf, ourMethods } from '@safe-community/contracts/inventory';
import type { Rejection } from '@safe-community/testkit/call-error';
import type { Declared } from '../leak-probe/contract.ts';
import type { System } from '../system/system.ts';
import { beyondLimits } from './beyond-limits.ts';
import type { FuzzClient } from './fuzz-client.ts';
import { placesOf } from './places-of.ts';

/** Message limit of the grpc-js server, which rejects larger messages itself. */
const MAX_OF_SERVER = 4 * 1024 * 1024;

/**
 * Sends each field beyond its limit to every method, at every service that has it. Returns how many requests were
 * rejected; throws with the list of those that were not, or that named another field.
 */
export async function sendBeyondLimits(
  client: FuzzClient,
  system: System,
  methods: readonly Declared[],
): Promise<number> {
  const unserved = new Set(methods.map(({ path }) => path));
  const wrong: string[] = [];
  let refused = 0;
  const calls = methods.flatMap((method) => {
    const bodies = [...beyondLimits(method.request), tooLarge(method)];
    return placesOf(system, method).flatMap((at) =>
      bodies.map(({ field, bytes }) => async () => {
        const result = await client.send(method, bytes, at);
        if (result?.code === 'UNIMPLEMENTED') return;
        unserved.delete(method.path);
        if (result !== undefined && isNamed(result, field)) refused += 1;
        else
          wrong.push(
            `${method.path} with ${field} beyond its limit: ${result?.code ?? 'OK'} ${result?.fields.join() ?? ''}`,
          );
      }),
    );
  });
  await inParallel(calls);
  if (wrong.length > 0) throw new Error(`not rejected as expected:\n${wrong.join('\n')}`);
  if (unserved.size > 0) throw new Error(`no service has ${[...unserved].join(', ')}`);
  return refused;
}

/** Instead of a field name. */
const WHOLE = 'the whole';

function tooLarge({ path }: Declared): { field: string; bytes: Buffer } {
  const method = ourMethods().find((one) => pathOf(one) === path);
  if (method === undefined) throw new Error(`the contracts declare no ${path}`);
  return { field: WHOLE, bytes: Buffer.alloc(mostBytesOf(method) + 1) };
}

function pathOf({ parent, name }: DescMethod): string {
  return `/${parent.typeName}/${name}`;
}

function isNamed({ code, reason, fields, message }: Rejection, field: string): boolean {
  // Handlers report this violation together with missing fields.
  if (field === 'page_size') return code === 'INVALID_ARGUMENT' && fields.includes(field);
  if (field !== WHOLE) return code === 'INVALID_ARGUMENT' && fields.length === 1 && fields[0] === field;
  return reason === 'REQUEST_TOO_LARGE' || (code === 'RESOURCE_EXHAUSTED' && message.includes(String(MAX_OF_SERVER)));
}

const AT_ONCE = 8;

/** Runs some at a time until all are done or one throws. */
async function inParallel(calls: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = calls.values();
  const goOn = async (): Promise<void> => {
    for (const call of waiting) await call();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, goOn));
}
