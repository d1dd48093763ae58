import { randomUUID } from 'node:crypto';
import { CatalogueServiceService as CatalogueMethods } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory, IncidentState, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { RuleStatus, type ExpectedTimesRule, type RetentionRule } from '@safe-community/contracts/incidents/v1/law.ts';
import { LawServiceService as LawMethods } from '@safe-community/contracts/incidents/v1/law_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import { systemClock } from '@safe-community/service-kit';
import {
  auditedWrite,
  eventually,
  expectAudited,
  refusalOf,
  testClient,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fire, header, row } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { FIRST_TERMS } from './terms.store.ts';

const DAY_MS = 24 * 3_600_000;

let intake: RunningIntake;
let law: TestClient<typeof LawMethods>;
let catalogue: TestClient<typeof CatalogueMethods>;
/** How far the clock of the service is ahead. */
let ahead = 0;
beforeAll(async () => {
  intake = await runIntake({ clock: { ...systemClock, now: () => new Date(Date.now() + ahead) } });
  law = testClient(LawMethods, intake.port);
  catalogue = testClient(CatalogueMethods, intake.port);
});
beforeEach(() => {
  ahead = 0;
});
afterAll(async () => {
  law.close();
  catalogue.close();
  await intake.stop();
});

const TODAY = kyivDay(new Date());
const CHANGE = addDays(TODAY, 2);
const DELIVERED = { validFrom: '2000-01-01', validTo: '', source: 'Наказ', status: RuleStatus.CONFIRMED, note: '' };
const AGREED = { ...DELIVERED, validFrom: CHANGE, source: 'Наказ управління області № 12' };

const TIMES: ExpectedTimesRule = {
  category: IncidentCategory.FIRE,
  urgency: Urgency.IMMEDIATE,
  toTriageMinutes: 2,
  toDispatchMinutes: 3,
  toSceneMinutes: 20,
  toResolutionMinutes: 600,
  basis: DELIVERED,
};
const KEPT: RetentionRule = { category: IncidentCategory.FIRE, days: 1_095, basis: DELIVERED };

/** Milliseconds until the next step of a report of this moment is expected. */
async function waitOf(): Promise<number> {
  const { incidentId } = await intake.report({ report: fire() });
  const { receivedTime, dueTime } = (await intake.get(incidentId)).incident ?? {};
  return Number(dueTime) - Number(receivedTime);
}

const policyOf = async (category: IncidentCategory) => {
  const { categories } = await catalogue.listCategories();
  return categories.find((each) => each.category === category);
};

test('the delivered terms are the built-in ones, each with its source and not confirmed', async () => {
  const { expectedTimes, retention, expectedTimesRecords, retentionRecords } = await law.listLaw();
  expect([expectedTimes.length, retention.length]).toEqual([FIRST_TERMS.expectedTimes.length, 11]);
  expect([expectedTimesRecords.length, retentionRecords.length]).toEqual([44, 11]);
  for (const { basis } of [...expectedTimes, ...retention]) {
    expect(basis).toMatchObject({ status: RuleStatus.UNCONFIRMED, validFrom: '2000-01-01' });
    expect(basis?.source).not.toBe('');
  }
  const shown = await policyOf(IncidentCategory.GAS);
  expect(shown?.retentionBasis).toMatchObject({ status: RuleStatus.UNCONFIRMED, source: /закон не встановлює/ });
  expect(shown?.expectedTimes.map(({ basis }) => basis?.status)).toEqual(Array(4).fill(RuleStatus.UNCONFIRMED));
});

test('a step is expected by the rule of its day, on both sides of a change, without a restart', async () => {
  await law.setExpectedTimesRule({ rule: { ...TIMES, basis: { ...DELIVERED, validTo: addDays(CHANGE, -1) } } });
  await law.setExpectedTimesRule({ rule: { ...TIMES, toTriageMinutes: 5, basis: AGREED } });
  await eventually(async () => {
    ahead = 3 * DAY_MS;
    expect(await waitOf()).toBe(5 * 60_000);
  });
  ahead = 0;
  expect(await waitOf()).toBe(2 * 60_000);
  expect((await policyOf(IncidentCategory.FIRE))?.expectedTimes[0]).toMatchObject({
    toDispatch: { seconds: 180n },
    basis: { status: RuleStatus.CONFIRMED, validTo: addDays(CHANGE, -1) },
  });
  ahead = 3 * DAY_MS;
  expect((await policyOf(IncidentCategory.FIRE))?.expectedTimes[0]?.basis).toEqual(AGREED);
  const { expectedTimes, expectedTimesRecords } = await law.listLaw({ includeReplaced: true });
  const versions = expectedTimes.flatMap((rule, index) =>
    rule.category === IncidentCategory.FIRE && rule.urgency === Urgency.IMMEDIATE
      ? [[rule.basis?.validFrom, expectedTimesRecords[index]?.etag]]
      : [],
  );
  expect(versions).toEqual(
    expect.arrayContaining([
      ['2000-01-01', '1'],
      ['2000-01-01', '2'],
      [CHANGE, '1'],
    ]),
  );
});

test('personal data is kept by the rule of the day on which the incident ended', async () => {
  const before = addDays(TODAY, -10);
  await law.setRetentionRule({ rule: { ...KEPT, basis: { ...DELIVERED, validTo: addDays(before, -1) } } });
  await law.setRetentionRule({ rule: { ...KEPT, days: 400, basis: { ...AGREED, validFrom: before } } });
  const daysOf = async (endedDaysAgo: number): Promise<number> => {
    const system = `source-${randomUUID()}`;
    const closedTime = new Date(Date.now() - endedDaysAgo * DAY_MS);
    const course = { responders: [], resolvedTime: undefined, closedTime, endedAs: IncidentState.CLOSED };
    const receivedTime = new Date(closedTime.getTime() - 3_600_000);
    await intake.send([header(randomUUID(), system), row(1, { receivedTime, course })]);
    const [stored] = await intake.sql(
      `select extract(epoch from erase_at - state_since)::int / 86400 as days from incident where source_system = $1`,
      [system],
    );
    return Number(stored?.['days']);
  };
  await eventually(async () => expect(await daysOf(5)).toBe(400));
  expect(await daysOf(15)).toBe(1_095);
});

test('a rule that a person has recorded counts before the configuration, and that before a delivered one', async () => {
  const other = { category: IncidentCategory.OTHER, basis: { ...DELIVERED, source: 'Рішення ради' } };
  const keptFor = async () => {
    const policy = await policyOf(IncidentCategory.OTHER);
    return [policy?.retentionDays, policy?.retentionBasis?.source];
  };
  await intake.restart({
    catalogue: { changedBy: 'office', note: 'погоджено зі службами', categories: { other: { retentionDays: 30 } } },
  });
  await eventually(async () => expect(await keptFor()).toEqual([30, 'погоджено зі службами']));
  await law.setRetentionRule({ rule: { ...other, days: 77 } });
  await eventually(async () => expect(await keptFor()).toEqual([77, 'Рішення ради']));
});

test('rejects terms without source, outside their bounds, or that overlap others, by field', async () => {
  const expected = law.setExpectedTimesRule({
    rule: {
      ...TIMES,
      category: IncidentCategory.UNSPECIFIED,
      urgency: 9 as Urgency,
      toTriageMinutes: 0,
      toResolutionMinutes: 527_041,
      basis: { ...DELIVERED, source: '', validTo: '1999-01-01' },
    },
  });
  expect((await refusalOf(expected)).fields).toEqual([
    'rule.category',
    'rule.urgency',
    'rule.to_triage_minutes',
    'rule.to_resolution_minutes',
    'rule.basis.valid_to',
    'rule.basis.valid_to',
    'rule.basis.source',
  ]);
  expect((await refusalOf(law.setRetentionRule({ rule: { ...KEPT, days: 0 } }))).fields).toEqual(['rule.days']);
  const gas = { category: IncidentCategory.GAS, basis: AGREED };
  for (const call of [
    () => law.setRetentionRule({ rule: { ...gas, days: 9 } }),
    () => law.setExpectedTimesRule({ rule: { ...TIMES, ...gas } }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['rule.basis.valid_from'] });
  }
});

test.each([
  auditedWrite(
    LawMethods.setExpectedTimesRule,
    async () => ({ rule: { ...TIMES, category: IncidentCategory.WATER }, etag: '' }),
    () => ['expected-times-rule-water-immediate-2000-01-01'],
  ),
  auditedWrite(
    LawMethods.setRetentionRule,
    async () => ({ rule: { ...KEPT, category: IncidentCategory.WATER }, etag: '' }),
    () => ['retention-rule-water-2000-01-01'],
  ),
])('the audit says who made $method, and which rule it set', (write) => expectAudited(intake, write));

test('a service does not become ready with terms that contradict each other, and says where', async () => {
  await intake.sql(`update retention_rule set source = ' ' where category = 'gas'`);
  const restart = intake.restart();
  const isSaid = () => intake.log.some((line) => line.includes('retention of gas: source'));
  await eventually(async () => {
    expect(isSaid()).toBe(true);
  });
  await intake.sql(`update retention_rule set source = 'Наказ' where category = 'gas'`);
  await restart;
});
