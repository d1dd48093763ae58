import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { CATEGORIES, isSensitive, SENSITIVE_CATEGORIES } from '../catalogue/category.ts';
import { receive, type Receipt } from './receive.ts';
import { NOW, reportWithinRules } from '../../test/arbitrary-report.ts';

const [policy] = BUILT_IN.filter(({ category }) => category === 'fire');
const RECEIPT: Receipt = {
  incidentId: 'id',
  receivedAt: NOW,
  hromadaCode: 'UA-HERE',
  hromadaDerived: false,
  isTest: false,
  oblastCode: 'UA-OBLAST',
  responsibleOfficerId: '',
  alerted: ['rescue'],
  policy: policy!,
  catalogueRevision: 1,
  targets: [],
};

test('the point of a sensitive incident is personal data, other points are not, and both are stored', () => {
  fc.assert(
    fc.property(reportWithinRules, (report) => {
      const { openLocation, personal } = receive(report, RECEIPT);
      const [kept, other] = isSensitive(report.category)
        ? [personal.location, openLocation]
        : [openLocation, personal.location];
      expect(kept).toEqual(report.location);
      expect(other).toBeUndefined();
    }),
  );
});

test('what the reporter said is in the personal part only', () => {
  fc.assert(
    fc.property(reportWithinRules, (report) => {
      const { personal, ...open } = receive(report, RECEIPT);
      expect(personal).toMatchObject({ description: report.description, reporter: report.reporter });
      expect(open).not.toHaveProperty('description');
      expect(open).not.toHaveProperty('reporter');
    }),
  );
});

test('an incident without an event time happened when it was reported', () => {
  fc.assert(
    fc.property(reportWithinRules, (report) => {
      expect(receive(report, RECEIPT).occurredAt).toEqual(report.occurredAt ?? NOW);
    }),
  );
});

test('the state is on_scene if an arrival is known', () => {
  const [report] = fc.sample(reportWithinRules, 1);
  expect(receive(report!, RECEIPT)).toMatchObject({ state: 'received', onSceneAt: undefined });
  expect(receive(report!, { ...RECEIPT, onSceneAt: NOW })).toMatchObject({ state: 'on_scene', onSceneAt: NOW });
});

test('only categories about victims of violence and children are sensitive', () => {
  expect(SENSITIVE_CATEGORIES).toEqual(['domestic_violence', 'school_safety']);
  expect(CATEGORIES.filter(isSensitive)).toEqual(SENSITIVE_CATEGORIES);
});

test('every phone number is an emergency number', () => {
  expect(BUILT_IN.map(({ category, emergencyNumber }) => [category, emergencyNumber])).toEqual([
    ['road_crash', '112'],
    ['fire', '101'],
    ['water', '101'],
    ['medical', '103'],
    ['domestic_violence', '102'],
    ['school_safety', '102'],
    ['public_order', '102'],
    ['gas', '104'],
    ['infrastructure', ''],
    ['access_barrier', ''],
    ['other', ''],
  ]);
});
