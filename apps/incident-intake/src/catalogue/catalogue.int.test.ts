import { AttributeType } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceClient,
  ListCatalogueRevisionsRequest,
  type ListCategoriesResponse,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { MedicalClass, PoliceClass } from '@safe-community/contracts/incidents/v1/external_class.ts';
import { IncidentCategory, ResponderKind, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { systemClock } from '@safe-community/service-kit';
import { demoClientCredentials, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listRevisions, storedCatalogue } from './catalogue.store.ts';
import type { CatalogueChange } from './category-policy.ts';
import type { DatedTerms } from './dated-rule.ts';
import { openIntakeDatabase } from '../service.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let client: CatalogueServiceClient;
beforeAll(async () => {
  intake = await runIntake();
  client = new CatalogueServiceClient(`localhost:${intake.port}`, demoClientCredentials(), {
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 200,
  });
});
afterAll(async () => {
  client.close();
  await intake.stop();
});

const NO_TERMS: DatedTerms = { expectedTimes: () => undefined, retention: () => undefined };

const categories = (revision = 0) => callUnary('Categories', client.listCategories.bind(client), { revision }, 10_000);
const revisions = (request: Partial<ListCatalogueRevisionsRequest> = {}) => {
  const whole = ListCatalogueRevisionsRequest.fromPartial(request);
  return callUnary('Revisions', client.listCatalogueRevisions.bind(client), whole, 10_000);
};
const fireOf = (listed: ListCategoriesResponse) =>
  listed.categories.find(({ category }) => category === IncidentCategory.FIRE);

const keptFor = (retentionDays: number, note = `${retentionDays} days`): CatalogueChange => ({
  changedBy: 'duty office',
  note,
  categories: { fire: { retentionDays } },
});

test('lists the built-in catalogue as revision 1', async () => {
  const { revision, categories: listed } = await categories();
  expect(revision).toEqual({ revision: 1, effectiveTime: expect.any(Date), changedBy: '', note: '' });
  expect(listed.map(({ category }) => category)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(listed.filter(({ sensitive }) => sensitive).map(({ category }) => category)).toEqual([5, 6]);
  const [, about] = listed;
  expect(about).toMatchObject({
    category: IncidentCategory.FIRE,
    nameUk: 'Пожежа',
    nameEn: 'Fire',
    defaultUrgency: Urgency.IMMEDIATE,
    emergencyNumber: '101',
    responders: [ResponderKind.RESCUE, ResponderKind.POLICE],
    retentionDays: 1_095,
  });
  expect(about?.expectedTimes.map(({ urgency, toScene }) => [urgency, toScene?.seconds])).toEqual([
    [Urgency.IMMEDIATE, 900n],
    [Urgency.HIGH, 3_600n],
    [Urgency.NORMAL, 86_400n],
    [Urgency.LOW, 864_000n],
  ]);
  const [object, , storey] = about?.attributes ?? [];
  expect(object).toMatchObject({ name: 'fire_object', type: AttributeType.CHOICE, required: true, least: 0, most: 0 });
  expect(object?.values[0]).toEqual({ value: 'dwelling', nameUk: 'Житловий будинок', nameEn: 'Dwelling' });
  expect(storey).toMatchObject({ name: 'storey', type: AttributeType.NUMBER, required: false, least: 0, most: 200 });
});

test.each([
  ['report.attributes.fire_object', []],
  ['report.attributes.fire_object', [{ name: 'fire_object', value: 'castle' }]],
  ['report.attributes.storey', [attribute('fire_object', 'dwelling'), attribute('storey', '201')]],
  ['report.attributes[1].name', [attribute('fire_object', 'dwelling'), attribute('weapon', 'true')]],
  ['report.attributes', [attribute('fire_object', 'dwelling'), attribute('fire_object', 'dwelling')]],
  ['report.attributes[0].name', [attribute('mariia_kovalchuk', 'Марія'), attribute('fire_object', 'dwelling')]],
])('rejects a report by its field %s and changes nothing: %j', async (field, attributes) => {
  const before = await intake.counts();
  const refusal = await refusalOf(intake.report({ report: fire({ attributes }) }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  expect(refusal.message).not.toMatch(/Марія|mariia/);
  expect(await intake.counts()).toEqual(before);
});

function attribute(name: string, value: string) {
  return { name, value };
}

test('the attributes of a report decide which responders are alerted and how urgent it is', async () => {
  const category = IncidentCategory.ROAD_CRASH;
  const attributes = [attribute('crash_kind', 'collision'), attribute('people_trapped', 'true')];
  expect(await intake.report({ report: fire({ category, attributes }) })).toMatchObject({
    urgency: Urgency.IMMEDIATE,
    alerted: [ResponderKind.POLICE, ResponderKind.RESCUE, ResponderKind.AMBULANCE],
    emergencyNumber: '112',
  });
});

test('each configuration change adds a permanent revision; a restart adds none', async () => {
  await intake.restart();
  expect((await categories()).revision?.revision).toBe(1);
  await intake.restart({ catalogue: keptFor(100) });
  await intake.restart({ catalogue: keptFor(100, 'the same in other words') });
  const { incidentId } = await intake.report({ report: fire() });
  expect((await intake.get(incidentId)).incident?.catalogueRevision).toBe(2);
  await intake.restart({ catalogue: keptFor(200) });
  const now = await categories();
  expect(now.revision).toMatchObject({ revision: 3, changedBy: 'duty office', note: '200 days' });
  expect(fireOf(now)?.retentionDays).toBe(200);
  // The revision of an incident can be looked up at any later time.
  const then = await categories(2);
  expect(then.revision).toMatchObject({ revision: 2, changedBy: 'duty office', note: '100 days' });
  // Dated rules belong to the current revision only.
  const expectedTimes = fireOf(now)?.expectedTimes.map((times) => ({ ...times, basis: undefined }));
  expect(fireOf(then)).toEqual({ ...fireOf(now), retentionDays: 100, retentionBasis: undefined, expectedTimes });
  expect(fireOf(await categories(1))?.retentionDays).toBe(1_095);
  await intake.restart();
  expect((await categories()).revision).toMatchObject({ revision: 4, changedBy: '', note: '' });
  for (const never of [5, 2 ** 31, 2 ** 32 - 1]) {
    expect(await refusalOf(categories(never))).toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('lists the history page by page, newest first, from a given time', async () => {
  const numbersOf = async (request: Partial<ListCatalogueRevisionsRequest>) => {
    const page = await revisions(request);
    return { numbers: page.revisions.map(({ revision }) => revision), token: page.nextPageToken };
  };
  expect(await numbersOf({})).toEqual({ numbers: [4, 3, 2, 1], token: '' });
  const first = await numbersOf({ pageSize: 3 });
  expect(first.numbers).toEqual([4, 3, 2]);
  expect(await numbersOf({ pageSize: 3, pageToken: first.token })).toEqual({ numbers: [1], token: '' });
  const [, third] = (await revisions()).revisions;
  const effectiveFrom = third?.effectiveTime;
  expect((await numbersOf({ effectiveFrom })).numbers).toEqual([4, 3]);
  // So the current one took effect earlier.
  const justBefore = new Date(Number(effectiveFrom) - 1);
  expect((await numbersOf({ effectiveFrom: justBefore })).numbers).toEqual([4, 3, 2]);
  expect((await numbersOf({ effectiveFrom: new Date('1991-01-01T00:00:00Z') })).numbers).toEqual([4, 3, 2, 1]);
  const otherFilter = await refusalOf(revisions({ pageSize: 3, pageToken: first.token, effectiveFrom }));
  expect(otherFilter).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
});

test.each([
  ['page_size', { pageSize: 501 }],
  ['page_token', { pageToken: 'no token' }],
  ['page_token', { pageToken: Buffer.from('0.').toString('base64url') }],
  ['page_token', { pageToken: Buffer.from('99999999999.').toString('base64url') }],
])('rejects a list by its field %s: %j', async (field, request) => {
  expect(await refusalOf(revisions(request))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('replicas that start at the same time write one revision and agree on it', async () => {
  const [{ newest } = {}] = await intake.sql('select max(revision) as newest from catalogue_revision');
  const databases = Array.from({ length: 4 }, () => openIntakeDatabase(intake.database.config.get('clientUrl') ?? ''));
  const replicas = databases.map((database) => storedCatalogue(database, systemClock, keptFor(300), NO_TERMS));
  await Promise.all(replicas.map((replica) => replica.load()));
  expect(replicas.map(({ revision }) => revision)).toEqual(Array(4).fill(Number(newest) + 1));
  expect(await intake.sql('select max(revision) as newest from catalogue_revision')).toEqual([
    { newest: Number(newest) + 1 },
  ]);
  await Promise.all(databases.map((database) => database.close()));
});

test('a slow clock makes no revision older than its predecessor', async () => {
  const behind = { ...systemClock, now: () => new Date('2020-01-01T00:00:00Z') };
  const catalogue = storedCatalogue(intake.database, behind, keptFor(400), NO_TERMS);
  await catalogue.load();
  const [late, before] = await listRevisions(intake.database.em.fork(), undefined, undefined, 2);
  expect(late).toMatchObject({ note: '400 days', effectiveAt: before?.effectiveAt });
});

test('the first start with a configuration stores the built-in catalogue as revision 1', async () => {
  const own = await runIntake();
  await own.sql('alter table catalogue_revision disable trigger all');
  await own.sql('delete from catalogue_revision');
  await own.sql('alter table catalogue_revision enable trigger all');
  await own.restart({ catalogue: keptFor(500) });
  expect(await own.sql('select revision, changed_by from catalogue_revision order by revision')).toEqual([
    { revision: 1, changed_by: '' },
    { revision: 2, changed_by: 'duty office' },
  ]);
  await own.stop();
});

test('returns UNAVAILABLE until the catalogue is loaded', () => {
  const catalogue = storedCatalogue(intake.database, systemClock, undefined, NO_TERMS);
  for (const ask of [() => catalogue.policy('fire'), () => catalogue.revision, () => catalogue.current()]) {
    expect(ask).toThrow('the service is starting');
  }
});

test.each([
  'update catalogue_revision set note = note',
  'delete from catalogue_revision',
  'truncate catalogue_revision',
])('a revision can be neither changed nor deleted: %s', async (statement) => {
  await expect(intake.sql(statement)).rejects.toThrow('a revision of the catalogue is written once');
});

test('lists the external classes of a category', async () => {
  const externalClassification = {
    medicalClass: 'critical',
    codes: [{ classifier: 'resolution-1031', code: '7' }],
  } as const;
  await intake.restart({
    catalogue: { changedBy: 'office', note: 'classes', categories: { fire: { externalClassification } } },
  });
  await intake.ready();
  const listed = fireOf(await categories());
  expect(listed?.externalClassification).toEqual({
    policeClass: PoliceClass.UNSPECIFIED,
    medicalClass: MedicalClass.CRITICAL,
    codes: externalClassification.codes,
  });
  expect(listed?.defaultUrgency).toBe(Urgency.IMMEDIATE);
});
