import { ourMessages } from '@safe-community/inventory';
import { kindsOf } from '@safe-community/testkit';
import { expect, test } from 'vitest';
import * as events from '../src/index.ts';

const EVENT = /^safecommunity\.(?<domain>[a-z]+)\.events\.v1\.(?<name>[A-Za-z]+)$/;

test('every event message of the contracts is a kind of the catalogue, under its own name', () => {
  const types = ourMessages().flatMap(({ typeName }) => {
    const { domain, name } = EVENT.exec(typeName)?.groups ?? {};
    return name === undefined ? [] : [`safecommunity.${domain}.v1.${kebab(name)}`];
  });
  expect(types.length).toBeGreaterThan(20);
  expect(
    kindsOf(events, 'safecommunity.')
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual(types.toSorted());
});

test('every kind is of a service whose published events a test compares', () => {
  // Each of these services has a test `published-events.int.test.ts` that compares all its kinds.
  const compared = ['officers', 'incidents', 'cameras'].flatMap((name) => kindsOf(events, `safecommunity.${name}.`));
  expect(kindsOf(events, 'safecommunity.').filter((kind) => !compared.includes(kind))).toEqual([]);
});

/** "IncidentReported": "incident-reported" */
function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
