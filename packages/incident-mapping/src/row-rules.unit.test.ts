import { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { IncidentCategory, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { rowsOf, sheetOf } from '../test/mapped.ts';
import { checkMappedRow } from './row-rules.ts';

const NOW = new Date('2026-05-02T10:00:00Z');
const at = (time: string): Date => new Date(`2026-05-01T${time}Z`);
const CATALOGUE = [
  {
    category: IncidentCategory.FIRE,
    attributes: [
      { name: 'storey', required: false, values: [], form: { type: 'number' as const, least: 0, most: 200 } },
      // Of a type that a later version of intake may have.
      { name: 'later', required: false, values: [] },
    ],
  },
];
const RESPONDER = { kind: ResponderKind.RESCUE, unit: 'АЦ-1', dispatchedTime: at('10:01:00') };

type Changes = Parameters<typeof ImportRow.fromPartial>[0];

/** The fields of the broken rules. */
function brokenBy({ report, ...changes }: Changes): string[] {
  const row = ImportRow.fromPartial({
    externalId: '1',
    receivedTime: at('10:00:00'),
    ...changes,
    report: { category: IncidentCategory.FIRE, ...report },
  });
  return checkMappedRow(row, CATALOGUE, NOW).map(({ field }) => field);
}

const withAttribute = (name: string, value: string): Changes => ({ report: { attributes: [{ name, value }] } });
const withResponder = (more: object): Changes => ({ course: { responders: [{ ...RESPONDER, ...more }] } });

test.each<[given: string, changes: Changes, fields: string[]]>([
  ['nothing else', {}, []],
  ['a receipt in the future', { receivedTime: new Date('2026-05-02T10:05:00Z') }, ['received_time']],
  [
    'an arrival after 30 days',
    { receivedTime: new Date('2026-03-01'), onSceneTime: at('10:00:00') },
    ['on_scene_time'],
  ],
  ['an end in the future', { course: { resolvedTime: new Date('2026-05-03') } }, ['course.resolved_time']],
  ['200 responders', { course: { responders: Array.from({ length: 200 }, () => RESPONDER) } }, []],
  ['201 responders', { course: { responders: Array.from({ length: 201 }, () => RESPONDER) } }, ['course.responders']],
  [
    'a crew of another service',
    withResponder({ officerIds: [crypto.randomUUID()] }),
    ['course.responders[0].officer_ids'],
  ],
  [
    'a responder that was called back at the scene',
    withResponder({ onSceneTime: at('10:05:00'), cancelledTime: at('10:06:00') }),
    ['course.responders[0].cancelled_time'],
  ],
  [
    'more children than injured',
    { report: { casualties: { injured: 1, childrenInjured: 2 } } },
    ['report.casualties.injured'],
  ],
  ['an occurrence after the report', { report: { occurredTime: at('10:05:00') } }, ['report.occurred_time']],
  ['an invisible character', { report: { description: 'дах\u200b' } }, ['report.description']],
  ['a storey', withAttribute('storey', '9'), []],
  ['a storey in words', withAttribute('storey', 'дев’ятий'), ['report.attributes.storey']],
  ['a value of a type that is not known', withAttribute('later', 'x'), []],
])('a row with %s', (_, changes, fields) => {
  expect(brokenBy(changes)).toEqual(fields);
});

test('the text of an attribute is in the reason', () => {
  const row = ImportRow.fromPartial({
    externalId: '1',
    receivedTime: at('10:00:00'),
    report: { category: IncidentCategory.FIRE, ...withAttribute('storey', '201').report },
  });
  expect(checkMappedRow(row, CATALOGUE, NOW)).toEqual([
    {
      field: 'report.attributes.storey',
      text: '201',
      rule: 'must be a whole number from 0 to 200, in digits without leading zeros',
    },
  ]);
});

test('the row of the vehicle beyond 200 is rejected alone', async () => {
  const vehicles = Array.from(
    { length: 201 },
    (_, index) => `7,2026-05-01 10:00,пожежа,АЦ-${index + 1},2026-05-01 10:01\n`,
  );
  const { valid, merged, rejected } = await rowsOf(sheetOf(vehicles));
  expect(valid.map(({ course }) => course?.responders.length)).toEqual([200]);
  expect(merged).toHaveLength(199);
  expect(rejected).toEqual(['202: responders must be at most 200 in all rows of a key (see line 2)']);
});
