import { randomUUID } from 'node:crypto';
import {
  OrderKind,
  OrderMeasure,
  type OrderRule,
  OrderTermUnit,
  RuleStatus,
  SanctionKind,
  type SanctionRule,
  type WorksRule,
} from '@safe-community/contracts/incidents/v1/law.ts';
import { LawServiceService as LawMethods } from '@safe-community/contracts/incidents/v1/law_service.ts';
import {
  auditedWrite,
  eventually,
  expectAudited,
  refusalOf,
  testClient,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase } from '../../test/end-of-case.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { FIRST_LAW } from './first-law.ts';

let intake: RunningIntake;
let law: TestClient<typeof LawMethods>;
let unprivileged: TestClient<typeof LawMethods>;
beforeAll(async () => {
  intake = await runIntake();
  law = testClient(LawMethods, intake.port);
  unprivileged = testClient(LawMethods, intake.port, 'nats');
});
afterAll(async () => {
  law.close();
  unprivileged.close();
  await intake.stop();
});

const BASIS = {
  validFrom: '2026-01-01',
  validTo: '',
  source: 'Закон, звірено з текстом',
  status: RuleStatus.CONFIRMED,
  note: 'примітка',
};
const SANCTION: SanctionRule = {
  sanction: SanctionKind.ARREST,
  article: '185',
  part: 0,
  bounds: { least: 1, most: 15 },
  only: false,
  basis: BASIS,
};
const WORKS: WorksRule = {
  works: SanctionKind.COMMUNITY_WORKS,
  hoursPerDay: 4,
  hoursPerDayOfMinors: 2,
  referralDays: 1,
  basis: { ...BASIS, validFrom: '2000-01-01', status: RuleStatus.SECONDARY },
};
const ORDER: OrderRule = {
  order: OrderKind.URGENT,
  measures: [OrderMeasure.LEAVE_HOME, OrderMeasure.NO_CONTACT],
  measuresOfAdults: [OrderMeasure.LEAVE_HOME],
  unit: OrderTermUnit.DAYS,
  leastTerm: 0,
  mostTerm: 10,
  mostExtension: 0,
  basis: { ...BASIS, validFrom: '2000-01-01', validTo: '2025-12-31' },
};

test('the first law is that of the migration, with its sources and how well each rule is known', async () => {
  const { sanctions, works, orders, sanctionRecords } = await law.listLaw();
  expect([sanctions.length, works.length, orders.length]).toEqual([FIRST_LAW.sanctions.length, 2, 2]);
  const repeated = sanctions.find(({ part, basis }) => part === 2 && basis?.validTo === '2024-12-18');
  expect(repeated).toMatchObject({ article: '173-2', basis: { status: RuleStatus.UNCONFIRMED } });
  expect(repeated?.bounds).toBeUndefined();
  expect(sanctionRecords[0]).toEqual({
    etag: '1',
    recordedTime: undefined,
    callingSystem: '',
    replacedTime: undefined,
  });
});

test('the law of a day has the rules that hold on it', async () => {
  const partsOn = async (day: string) =>
    (await law.listLaw({ day })).sanctions.filter(({ article }) => article === '173-2').map(({ part }) => part);
  expect(await partsOn('2024-12-18')).toEqual([1, 2]);
  expect(await partsOn('2024-12-19')).toEqual([1, 2, 3]);
  expect((await refusalOf(law.listLaw({ day: 'today' }))).fields).toEqual(['day']);
});

test('a rule holds from the next call on, without a restart, and every version stays readable', async () => {
  const arrest = (days: number) => {
    const calls = endOfCase(intake);
    const value = { article: '185', part: 1, offenceDate: '2026-02-01', days };
    return intake
      .report({ report: fire() })
      .then(({ incidentId }) => calls.record(incidentId, { $case: 'arrest', value }))
      .finally(() => calls.close());
  };
  expect(await arrest(30)).toMatchObject({ noKnownBound: true });
  const requestId = randomUUID();
  await law.setSanctionRule({ requestId, rule: SANCTION });
  await law.setSanctionRule({ requestId, rule: SANCTION });
  await expect(arrest(30)).rejects.toThrow(/1 to 15 by the rule of arrest for art\. 185, from 2026-01-01/);
  expect(await arrest(15)).toMatchObject({ noKnownBound: false, judgedBy: SANCTION });
  await law.setSanctionRule({ rule: { ...SANCTION, bounds: { least: 1, most: 30 } }, etag: '1' });
  expect(await arrest(30)).toMatchObject({ judgedBy: { bounds: { most: 30 } } });
  const { sanctions, sanctionRecords } = await law.listLaw({ includeReplaced: true });
  const versions = sanctions.flatMap(({ article, bounds }, index) => {
    const record = sanctionRecords[index];
    return article === '185' ? [[bounds?.most, record?.etag, record?.replacedTime !== undefined]] : [];
  });
  expect(versions).toEqual([
    [15, '1', true],
    [30, '2', false],
  ]);
});

test('a person confirms rules of works and orders by setting them again, and ends them', async () => {
  await law.setWorksRule({ rule: WORKS });
  await law.setOrderRule({ rule: ORDER });
  const { works, orders } = await law.listLaw();
  expect(works.find(({ works: kind }) => kind === WORKS.works)).toEqual(WORKS);
  expect(orders.find(({ order }) => order === ORDER.order)).toEqual(ORDER);
  const next = { ...ORDER, basis: { ...BASIS, validFrom: '2026-01-01' } };
  await law.setOrderRule({ rule: next });
  expect((await law.listLaw({ day: '2026-01-01' })).orders).toContainEqual(next);
});

test('rejects a rule that overlaps another one of its article and part, naming that one', async () => {
  const rule = { ...SANCTION, sanction: SanctionKind.COMMUNITY_WORKS, article: '173-2', part: 1 };
  const refusal = await refusalOf(law.setSanctionRule({ rule }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['rule.basis.valid_from'] });
});

test.each([
  ['source', { basis: { ...BASIS, source: '' } }, ['rule.basis.source']],
  ['status', { basis: { ...BASIS, status: RuleStatus.UNSPECIFIED } }, ['rule.basis.status']],
  ['basis', { basis: undefined }, ['rule.basis.status', 'rule.basis.valid_from', 'rule.basis.source']],
  ['article', { article: '5' }, ['rule.article']],
  ['sanction', { sanction: SanctionKind.UNSPECIFIED }, ['rule.sanction']],
  ['bounds', { bounds: { least: 16, most: 15 } }, ['rule.bounds.most']],
])('rejects a rule with an invalid %s by field', async (_, change, fields) => {
  const refusal = await refusalOf(law.setSanctionRule({ rule: { ...SANCTION, ...change } }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields });
});

test('rejects rules of works and orders that are invalid, by field', async () => {
  const works = law.setWorksRule({ rule: { ...WORKS, works: SanctionKind.FINE, hoursPerDay: 0 } });
  expect((await refusalOf(works)).fields).toEqual(['rule.works', 'rule.hours_per_day']);
  const order = law.setOrderRule({
    rule: { ...ORDER, measures: [77 as OrderMeasure], unit: OrderTermUnit.UNSPECIFIED, mostTerm: 0 },
  });
  expect((await refusalOf(order)).fields).toEqual([
    'rule.measures[0]',
    'rule.unit',
    'rule.measures',
    'rule.measures_of_adults',
    'rule.most_term',
  ]);
  for (const call of [law.setSanctionRule({}), law.setWorksRule({}), law.setOrderRule({})]) {
    expect(await refusalOf(call)).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID' });
  }
});

test('an outdated etag is refused, and so are callers without the scope', async () => {
  const stale = law.setSanctionRule({ rule: { ...SANCTION, article: '186' }, etag: '7' });
  expect(await refusalOf(stale)).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE' });
  const denied = { code: 'PERMISSION_DENIED' };
  expect(await refusalOf(unprivileged.listLaw())).toMatchObject(denied);
  expect(await refusalOf(unprivileged.setSanctionRule({ rule: SANCTION }))).toMatchObject(denied);
});

test.each([
  auditedWrite(
    LawMethods.setSanctionRule,
    async () => ({ rule: { ...SANCTION, article: '187' }, etag: '' }),
    () => ['sanction-rule-arrest-187-0-2026-01-01'],
  ),
  auditedWrite(
    LawMethods.setWorksRule,
    async () => ({ rule: WORKS, etag: '' }),
    () => ['works-rule-community_works-2000-01-01'],
  ),
  auditedWrite(
    LawMethods.setOrderRule,
    async () => ({ rule: ORDER, etag: '' }),
    () => ['order-rule-urgent-2000-01-01'],
  ),
])('the audit says who made $method, and which rule it set', (write) => expectAudited(intake, write));

test('a service does not become ready with a law that contradicts itself, and says where', async () => {
  await intake.sql(`update works_rule set hours_per_day = 0 where works = 'socially_useful_works'`);
  const restart = intake.restart();
  const isSaid = () => intake.log.some((line) => line.includes('execution of socially useful works: hours_per_day'));
  await eventually(async () => {
    if (!isSaid()) throw new Error('the log does not name the rule');
  });
  expect(isSaid()).toBe(true);
  await intake.sql(`update works_rule set hours_per_day = 8 where works = 'socially_useful_works'`);
  await restart;
});
