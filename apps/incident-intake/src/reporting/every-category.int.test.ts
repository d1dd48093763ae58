import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ReportChannel, ResponderKind, type Attribute } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { categoryNumber } from '../incident/contract-enums.mapping.ts';
import type { AttributeRule } from '../catalogue/module.ts';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

const CATEGORIES = BUILT_IN.map(({ category, attributes }) => [category, attributes] as const);

describe.each(CATEGORIES)('reports of %s', (category, rules) => {
  const reported = (attributes: readonly Attribute[]) =>
    intake.report({ report: fire({ category: categoryNumber(category), attributes: [...attributes] }) });

  test('accepts each attribute with each of its values and reads it back unchanged', async () => {
    const required = rules.filter((rule) => rule.required);
    for (const rule of rules) {
      const others = required.filter((each) => each !== rule).map((each) => attribute(each, valuesOf(each)[0]));
      for (const value of valuesOf(rule)) {
        const given = [...others, attribute(rule, value)];
        const { incidentId } = await reported(given);
        expect((await intake.get(incidentId)).incident?.attributes).toEqual(expect.arrayContaining(given));
      }
    }
  });

  test('rejects a missing required attribute by name and changes nothing', async () => {
    const required = rules.filter((rule) => rule.required);
    const before = await intake.counts();
    for (const missing of required) {
      const given = required.filter((rule) => rule !== missing).map((rule) => attribute(rule, valuesOf(rule)[0]));
      expect(await refusalOf(reported(given))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        fields: [`report.attributes.${missing.name}`],
      });
    }
    expect(await intake.counts()).toEqual(before);
  });

  test('rejects attributes of another category as unexpected and changes nothing', async () => {
    const required = rules.filter((rule) => rule.required).map((rule) => attribute(rule, valuesOf(rule)[0]));
    const own = new Set(rules.map(({ name }) => name));
    const extra = CATEGORIES.flatMap(([, others]) => others).filter(({ name }) => !own.has(name));
    const before = await intake.counts();
    for (const rule of extra) {
      const refusal = await refusalOf(reported([...required, attribute(rule, valuesOf(rule)[0])]));
      expect(refusal).toMatchObject({
        code: 'INVALID_ARGUMENT',
        fields: [`report.attributes[${required.length}].name`],
      });
    }
    expect(await intake.counts()).toEqual(before);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9] as ReportChannel[])(
  'reads back the channel of a report by channel %i',
  async (channel) => {
    const { incidentId } = await intake.report({ report: fire({ channel }) });
    expect((await intake.get(incidentId)).incident).toMatchObject({ channel });
  },
);

test('the contract has no other channels', () => {
  const known = Object.values(ReportChannel).filter((each) => typeof each === 'number' && each > 0);
  expect(known).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test.each(['street_light', 'road_pit'])(
  'a %s alerts the municipality, in the answer and in the event',
  async (kind) => {
    const attributes = [{ name: 'infrastructure_kind', value: kind }];
    const category = categoryNumber('infrastructure');
    const { incidentId, alerted } = await intake.report({ report: fire({ category, attributes }) });
    const [event] = await intake.sql('select body from ledger_event order by position desc limit 1');
    expect(alerted).toEqual([ResponderKind.MUNICIPALITY]);
    expect(IncidentReported.decode(event?.['body'] as Buffer)).toMatchObject({ incidentId, category, alerted });
  },
);

test('entitled callers find a report about a school by its code', async () => {
  const attributes = [
    { name: 'school_matter', value: 'bullying' },
    { name: 'school_edrpou', value: '12345678' },
  ];
  const { incidentId } = await intake.report({
    report: fire({ category: categoryNumber('school_safety'), attributes }),
  });
  const { incident } = await intake.get(incidentId);
  expect(incident?.attributes).toEqual(expect.arrayContaining(attributes));
  const [row] = await intake.sql('select i::text as row from incident i where incident_id = $1', [incidentId]);
  expect(row?.['row']).not.toContain('12345678');
});

test('rejects a text of one megabyte and changes nothing', async () => {
  const before = await intake.counts();
  const refusal = await refusalOf(intake.report({ report: fire({ description: 'x'.repeat(1_000_000) }) }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_TOO_LARGE' });
  expect(await intake.counts()).toEqual(before);
});

/** A valid value of each kind, as the contract encodes it. */
function valuesOf(rule: AttributeRule): [string, ...string[]] {
  switch (rule.type) {
    case 'choice':
    case 'choices': {
      const [first = '', ...others] = rule.values.map(({ value }) => value);
      return [first, ...others];
    }
    case 'yes_no':
      return ['true', 'false'];
    case 'number':
      return [String(rule.least), String(rule.most)];
    case 'code':
      return ['A-17/2'];
    case 'edrpou':
      return ['12345678'];
  }
}

function attribute({ name }: AttributeRule, value: string): Attribute {
  return { name, value };
}
