import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ourMessages } from '@safe-community/contracts/inventory';
import { kindsOf } from '@safe-community/testkit';
import { expect, test } from 'vitest';
import * as events from './index.ts';

const EVENT = /^safecommunity\.(?<domain>[a-z]+)\.events\.v1\.(?<name>[A-Za-z]+)$/;

test('every event message of the contracts is a kind of the catalogue, under its own name', () => {
  const types = ourMessages().flatMap(({ typeName }) => {
    const { domain, name } = EVENT.exec(typeName)?.groups ?? {};
    return name === undefined ? [] : [`safecommunity.${domain}.v1.${kebab(name)}`];
  });
  expect(types.length).toBeGreaterThan(20);
  expect(events.EVENT_KINDS.map(({ type }) => type).toSorted()).toEqual(types.toSorted());
});

test('every kind is exported by its own name', () => {
  expect(new Set(kindsOf(events, 'safecommunity.'))).toEqual(new Set(events.EVENT_KINDS));
});

test('watchers receive every kind of incidents, with the state after the event, and no other kind', () => {
  const { EVENT_KINDS, WATCHED_KINDS } = events;
  expect(WATCHED_KINDS).toEqual(EVENT_KINDS.filter(({ domain }) => domain === 'incidents'));
  const nothing = new Uint8Array();
  const fixed = WATCHED_KINDS.map((kind) => [kind.type, kind.decodeWatched(nothing).state]).filter(
    ([, state]) => state !== 0,
  );
  expect(fixed).toEqual([
    ['safecommunity.incidents.v1.incident-reported', IncidentState.RECEIVED],
    ['safecommunity.incidents.v1.responder-arrived', IncidentState.ON_SCENE],
  ]);
});

test('every kind belongs to a service with a test of its published events', () => {
  // Each of these services has a test `published-events.int.test.ts` that compares all its kinds.
  const compared = ['officers', 'incidents', 'cameras', 'statistics'].flatMap((name) =>
    kindsOf(events, `safecommunity.${name}.`),
  );
  expect(kindsOf(events, 'safecommunity.').filter((kind) => !compared.includes(kind))).toEqual([]);
});

/** "IncidentReported": "incident-reported" */
function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
