import { CatalogueServiceService as Catalogue } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  RuleStatus,
  SanctionKind,
  type LawRevision,
  type LawRule,
  type RetentionRule,
} from '@safe-community/contracts/incidents/v1/law.ts';
import { LawServiceService as LawMethods } from '@safe-community/contracts/incidents/v1/law_service.ts';
import { eventually, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let law: TestClient<typeof LawMethods>;
beforeAll(async () => {
  intake = await runIntake();
  law = testClient(LawMethods, intake.port);
});
afterAll(async () => {
  law.close();
  await intake.stop();
});

const BASIS = {
  validFrom: '2000-01-01',
  validTo: '',
  source: 'Наказ № 5',
  status: RuleStatus.CONFIRMED,
  note: 'за листом',
};

async function allRevisions(pageSize: number): Promise<LawRevision[]> {
  const all: LawRevision[] = [];
  for (let pageToken = ''; ;) {
    const page = await law.listLawRevisions({ pageSize, pageToken });
    all.push(...page.revisions);
    pageToken = page.nextPageToken;
    if (pageToken === '') return all;
  }
}

test('the history has every change of every kind of rule, newest first, with who, when, and the source', async () => {
  const { sanctions, works, orders, expectedTimes, retention } = await law.listLaw({ includeReplaced: true });
  const earlier = await allRevisions(500);
  const rules = [sanctions, works, orders, expectedTimes, retention].map(({ length }) => length);
  expect(earlier).toHaveLength(rules.reduce((sum, count) => sum + count, 0));
  const delivered = earlier.at(-1);
  expect([delivered?.before, delivered?.record?.recordedTime]).toEqual([undefined, undefined]);
  const ofGas = retention.filter(({ category }) => category === IncidentCategory.GAS);
  const of = ofGas.at(-1) as RetentionRule;
  const rule = { ...of, days: of.days + 1, basis: BASIS };
  await law.setRetentionRule({ rule });
  const fine = {
    sanction: SanctionKind.FINE,
    article: '199',
    // Another one for each try.
    part: ofGas.length,
    bounds: { least: 10, most: 20 },
    only: false,
    basis: { ...BASIS, validFrom: '2026-01-01' },
  };
  await law.setSanctionRule({ rule: fine });
  const asRule = (value: RetentionRule): LawRule => ({ rule: { $case: 'retention', value } });
  const record = {
    etag: String(ofGas.length + 1),
    recordedTime: expect.any(Date),
    callingSystem: 'client',
    replacedTime: undefined,
  };
  const [newest, second, ...others] = await allRevisions(7);
  expect(newest).toEqual({
    ruleId: `sanction-rule-fine-199-${ofGas.length}-2026-01-01`,
    before: undefined,
    after: { rule: { $case: 'sanction', value: fine } },
    record: { ...record, etag: '1' },
  });
  expect(second).toEqual({
    ruleId: 'retention-rule-gas-2000-01-01',
    before: asRule(of),
    after: asRule(rule),
    record,
  });
  const replaced = others.find(({ ruleId }) => ruleId === 'retention-rule-gas-2000-01-01');
  expect(replaced).toMatchObject({ after: asRule(of), record: { replacedTime: expect.any(Date) } });
  expect(others).toHaveLength(earlier.length);
  // What ListCategories returns has changed, and the history of the law says why.
  const catalogue = testClient(Catalogue, intake.port);
  await eventually(async () => {
    const { categories } = await catalogue.listCategories();
    expect(categories.find(({ category }) => category === IncidentCategory.GAS)?.retentionBasis).toEqual(BASIS);
  });
  catalogue.close();
});

test('pages are checked, and callers need the scope of the law', async () => {
  for (const bad of [{ pageSize: 501 }, { pageToken: 'x' }]) {
    expect(await refusalOf(law.listLawRevisions(bad))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
  const stranger = testClient(LawMethods, intake.port, 'nats');
  expect(await refusalOf(stranger.listLawRevisions())).toMatchObject({ code: 'PERMISSION_DENIED' });
  stranger.close();
});
