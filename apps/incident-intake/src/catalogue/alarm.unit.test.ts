import { expect, test } from 'vitest';
import { alertedBy, numberToPhone, urgencyAtReceipt } from './alarm.ts';
import { CATEGORIES, type Category } from './category.ts';
import { policyOf } from '../../test/arbitrary-report.ts';

const NONE_HURT = { killed: 0, injured: 0 };
const of = (category: Category) => policyOf({ category });
const said = (attributes: Record<string, string>) => ({ attributes, casualties: NONE_HURT });
const injured = { attributes: {}, casualties: { ...NONE_HURT, injured: 1 } };
const killed = { attributes: {}, casualties: { ...NONE_HURT, killed: 1 } };

test('a report without further attributes alerts the responders of its category, with its urgency', () => {
  for (const category of CATEGORIES) {
    const policy = of(category);
    expect(new Set(alertedBy(policy, said({})))).toEqual(new Set(policy.responders));
    expect(urgencyAtReceipt(policy, said({}))).toBe(policy.defaultUrgency);
  }
});

test.each<[category: Category, attributes: Record<string, string>, alerted: string[]]>([
  ['medical', { air_evacuation: 'true' }, ['ambulance', 'air_medical']],
  ['medical', { air_evacuation: 'false' }, ['ambulance']],
  ['road_crash', { people_trapped: 'true' }, ['police', 'rescue', 'ambulance']],
  ['road_crash', { hazardous_cargo: 'true' }, ['police', 'rescue', 'ambulance']],
  ['road_crash', { hazardous_cargo: 'false', people_trapped: 'false' }, ['police', 'ambulance']],
  ['fire', { people_inside: 'yes' }, ['police', 'rescue', 'ambulance']],
  ['fire', { people_inside: 'unknown' }, ['police', 'rescue']],
  ['school_safety', { school_matter: 'bullying' }, ['police', 'education_safety']],
])('%s with %j alerts %j', (category, attributes, alerted) => {
  expect(alertedBy(of(category), said(attributes))).toEqual(alerted);
});

test('casualties alert police and ambulance, each once and in order', () => {
  for (const alarm of [injured, killed]) {
    expect(alertedBy(of('infrastructure'), alarm)).toEqual(['police', 'ambulance', 'municipality']);
    expect(alertedBy(of('gas'), alarm)).toEqual(['police', 'rescue', 'ambulance', 'gas']);
    expect(alertedBy(of('road_crash'), alarm)).toEqual(['police', 'ambulance']);
  }
});

test('drugs and crime alert the police, explosives those who remove them, whatever responders are configured', () => {
  const school = { ...of('school_safety'), responders: ['municipality'] as const };
  expect(alertedBy(school, said({ school_matter: 'drugs' }))).toEqual(['police', 'municipality']);
  expect(alertedBy(school, said({ school_matter: 'crime' }))).toEqual(['police', 'municipality']);
  expect(alertedBy(school, said({ school_matter: 'bullying' }))).toEqual(['municipality']);
  const order = { ...of('public_order'), responders: ['municipality'] as const };
  expect(alertedBy(order, said({ order_kind: 'drugs' }))).toEqual(['police', 'municipality']);
  expect(alertedBy(order, said({ order_kind: 'explosive' }))).toEqual(['rescue', 'municipality']);
});

test.each<[category: Category, attributes: Record<string, string>, urgency: string]>([
  ['road_crash', { people_trapped: 'true' }, 'immediate'],
  ['road_crash', { people_trapped: 'false' }, 'high'],
  ['road_crash', { hazardous_cargo: 'true' }, 'high'],
  ['public_order', { order_kind: 'weapon' }, 'immediate'],
  ['public_order', { order_kind: 'explosive' }, 'immediate'],
  ['public_order', { order_kind: 'theft' }, 'high'],
  ['infrastructure', { infrastructure_kind: 'open_manhole' }, 'high'],
  ['infrastructure', { infrastructure_kind: 'traffic_light' }, 'normal'],
  ['infrastructure', { infrastructure_kind: 'street_light' }, 'low'],
])('%s with %j is %s', (category, attributes, urgency) => {
  expect(urgencyAtReceipt(of(category), said(attributes))).toBe(urgency);
});

test('a person who is hurt, trapped or threatened makes any category immediate', () => {
  const low = { ...of('other'), defaultUrgency: 'low' as const };
  for (const alarm of [injured, killed, said({ weapon: 'true' }), said({ people_inside: 'yes' })]) {
    expect(urgencyAtReceipt(low, alarm)).toBe('immediate');
  }
});

test('no report is less urgent than its category', () => {
  const immediate = { ...of('infrastructure'), defaultUrgency: 'immediate' as const };
  expect(urgencyAtReceipt(immediate, said({ infrastructure_kind: 'traffic_light' }))).toBe('immediate');
});

test.each([
  ['101', 'immediate', '101'],
  ['102', 'normal', '102'],
  ['', 'immediate', '112'],
  ['', 'high', ''],
  ['', 'low', ''],
] as const)('in a category with the number "%s", urgency %s gives the number "%s"', (own, urgency, number) => {
  expect(numberToPhone({ emergencyNumber: own }, urgency)).toBe(number);
});
