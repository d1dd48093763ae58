import type { Declared } from '../leak-probe/contract.ts';
import { filledRequest } from '../leak-probe/filled-request.ts';
import type { Random } from '../random.ts';
import type { System } from '../system/system.ts';
import { fuzzed } from './fuzzed.ts';
import type { FuzzClient } from './fuzz-client.ts';
import { isOfOperators, isOfSeveral, placesOf } from './places-of.ts';

const AT_ONCE = 8;
/** Most invalid requests are rejected by then, and an accepted stream costs no more time. */
const LET_IN_MS = 250;
const TEXTS = ['ї', 'abcd', '2020-01-01', 'х'.repeat(500)];
/** Legitimate error codes. Any other is a bug or a crashed service. */
const LEGITIMATE = new Set([
  'OK',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'RESOURCE_EXHAUSTED',
]);

export interface Fuzzing {
  readonly random: Random;
  readonly codes: Map<string, number>;
  readonly seconds: number;
  /** False: no write is valid, because its request_id is not. True: some are, by chance. */
  readonly hasRequestIds: boolean;
}

/**
 * Sends fuzzed requests to all methods in turn until the time is over. Counts the codes in `codes`; throws
 * when a call ends with an illegitimate code.
 */
export async function sendFuzzed(
  client: FuzzClient,
  system: System,
  methods: readonly Declared[],
  { random, codes, seconds, hasRequestIds }: Fuzzing,
): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const goOn = async (): Promise<void> => {
    for (const method of inTurns(methods)) {
      if (performance.now() > end) return;
      const at = random.pick(placesOf(system, method));
      const result = await client.send(method, fuzzed(random, filled(random, method, hasRequestIds)), at, LET_IN_MS);
      const code = result?.code ?? 'OK';
      if (code === 'UNIMPLEMENTED' && isOfSeveral(method.path)) continue;
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (!LEGITIMATE.has(code))
        throw new Error(`a fuzzed request to ${method.path} ended with ${code}: ${result?.message}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, goOn));
}

function* inTurns<T>(all: readonly T[]): Generator<T> {
  for (;;) yield* all;
}

function filled(random: Random, { path, request }: Declared, hasRequestIds: boolean): Buffer {
  const hasIds = !isOfOperators(path) && random.between(0, 1) === 1;
  const hasRequestId = hasIds && hasRequestIds;
  return filledRequest(request, { text: random.pick(TEXTS), hasIds, hasRequestId, first: random.between(0, 1) });
}
