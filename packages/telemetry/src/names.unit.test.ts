import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { expect, test } from 'vitest';
import { heldSomewhere } from '@safe-community/contracts/inventory';
import { ATTRIBUTE_NAMES } from './attributes.ts';
import { logAttribute } from './log-attributes.ts';
import { FIELD_KINDS } from './log-fields.ts';
import { METRIC_ATTRIBUTE_NAMES } from './metric-attributes.ts';

const ALL_ATTRIBUTES = [...new Set([...ATTRIBUTE_NAMES, ...METRIC_ATTRIBUTE_NAMES])];

/** Names of withheld fields in the contracts, without dots and dashes. */
const WITHHELD = new Set(heldSomewhere('PERSONAL', 'INTERNAL', 'SECRET').map(({ field }) => plain(field.name)));

function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}

const standard = new Set<unknown>(Object.values(conventions));

test.each(ALL_ATTRIBUTES)('%s is a standard attribute or one of ours', (name) => {
  expect(standard.has(name) || /^safe_community(\.[a-z_]+)+$/.test(name)).toBe(true);
});

test.each(Object.keys(FIELD_KINDS))('the log field %s is exported by a standard name or one of ours', (field) => {
  const name = logAttribute(field);
  expect(standard.has(name) || /^safe_community(\.[a-z_]+)+$/.test(name)).toBe(true);
});

test.each(['rpc.server.call.duration', 'rpc.client.call.duration'])('%s is standard', (name) => {
  expect(standard.has(name)).toBe(true);
});

test('the contracts contain withheld fields', () => {
  for (const name of ['fullname', 'phone', 'description', 'address', 'ground', 'actinguser', 'trackingtoken']) {
    expect(WITHHELD).toContain(name);
  }
});

test.each(Object.keys(FIELD_KINDS))('the log field %s is not the name of a withheld field', (name) => {
  expect(WITHHELD.has(plain(name))).toBe(false);
});

test.each(ALL_ATTRIBUTES)('the attribute %s is not the name of a withheld field', (name) => {
  // Standard names have their own meaning: "server.address" is not that of a person.
  expect(WITHHELD.has(plain(name.replace('safe_community.', '')))).toBe(false);
  expect(name).not.toMatch(/user|person|phone|geo|client\.address/);
});
