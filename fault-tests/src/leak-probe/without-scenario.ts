import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DescField } from '@bufbuild/protobuf';
import { fieldsOf, holdingOf } from '@safe-community/contracts/inventory';
import { namedMethods } from '@safe-community/testkit/named-methods';
import { OFFICIAL } from './canaries.ts';
import type { Declared } from './contract.ts';
import { filledRequest } from './filled-request.ts';
import type { LeakProbe } from './leak-probe.ts';

const SCENARIOS = join(import.meta.dirname, 'scenarios');
const CODE = 'leak-probe';

/** The methods that no scenario names. The probe calls them with requests built from their declaration. */
export function withoutScenario(methods: readonly Declared[]): Declared[] {
  const named = new Set(
    readdirSync(SCENARIOS).flatMap((file) => namedMethods(readFileSync(join(SCENARIOS, file), 'utf8'))),
  );
  return methods.filter(({ path }) => !named.has(path.slice(1)));
}

/**
 * Methods that need a scenario and have none, each with the reason. A request built from the declaration is usually
 * refused, so it does not show where personal data of an accepted one ends up.
 */
export function missingScenarios(methods: readonly Declared[]): string[] {
  return withoutScenario(methods).flatMap(({ path, request, response }) => {
    const [personal] = [request, response].flatMap(fieldsOf).filter(({ field }) => isPersonal(field));
    if (personal === undefined) return [];
    const name = `${personal.message.name}.${personal.field.name}`;
    return [`${path} has personal data (${name}): call it in fault-tests/src/leak-probe/scenarios/`];
  });
}

/** The encoded request of a method without a scenario, valid as far as its declaration says. */
export function defaultRequest({ path, request }: Declared, first = 0): Buffer {
  // With valid ids, an operation on a ledger would be carried out.
  const hasIds = !path.startsWith('/safecommunity.ledger.');
  return filledRequest(request, { text: defaultText, hasIds, first });
}

/** Calls each of these methods once. Returns how many calls were accepted. */
export async function callWithDefaults(probe: LeakProbe, methods: readonly Declared[]): Promise<number> {
  for (const method of methods) {
    // The first message of a stream differs from the following ones.
    const turns = method.streamsRequests ? [1, 0] : [0];
    await probe
      .call(
        method.path,
        turns.map((first) => defaultRequest(method, first)),
      )
      .catch(() => undefined);
  }
  return methods.filter(({ path }) => probe.hasAnswered(path)).length;
}

function defaultText(field: DescField): string {
  return holdingOf(field) === 'INTERNAL' ? OFFICIAL.ground : CODE;
}

function isPersonal(field: DescField): boolean {
  return ['PERSONAL', 'SECRET'].includes(holdingOf(field) ?? '');
}
