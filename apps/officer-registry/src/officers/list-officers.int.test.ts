import { randomUUID } from 'node:crypto';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { ListOfficersRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { findHromada, starostaDistricts } from '@safe-community/territory';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { officerCalls, RECORD, type OfficerCalls } from '../../test/officer-calls.ts';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';
import { listStatement, type OfficerFilter } from './officer-list.store.ts';

const { COMMUNITY, DISTRICT, PATROL } = OfficerKind;
const { ACTIVE, CANDIDATE, ON_LEAVE } = OfficerState;
const KYIV = 'UA80000000000093317';
const RAION = findHromada(VINNYTSIA)?.raionCode ?? '';
const STAROSTA = starostaDistricts(VINNYTSIA)[0]?.code ?? '';
/** Of Vinnytska hromada, and of another one. */
const SETTLEMENT = 'UA05020030020063505';
const ELSEWHERE = 'UA05020230010011069';
/** Of the same oblast in another raion. */
const OTHER_RAION = 'UA05060050000058111';

let registry: RunningRegistry;
let officers: OfficerCalls;
/** By a name in the tests. */
const ids = new Map<string, string>();

beforeAll(async () => {
  registry = await runRegistry();
  officers = officerCalls(registry.port);
  const { client } = registry;
  const { patrolUnitCode } = await client.registerPatrolUnit({ patrolUnitCode: 'vinnytsia-1' });
  const all = {
    vinnytsia: { servicePlaceCode: VINNYTSIA },
    candidate: { servicePlaceCode: VINNYTSIA, state: CANDIDATE },
    otherRaion: { servicePlaceCode: OTHER_RAION },
    kyiv: { servicePlaceCode: KYIV, kind: DISTRICT },
    patrol: { kind: PATROL, patrolUnitCode },
    nowhere: {},
    assigned: {},
  };
  for (const [name, given] of Object.entries(all)) ids.set(name, (await client.registerOfficer(given)).officerId);
  await client.assignOfficer({ officerId: ids.get('assigned') ?? '', beat: beat(VINNYTSIA) });
  await client.changeOfficerState({ officerId: ids.get('otherRaion') ?? '', state: ON_LEAVE });
  await certify('kyiv', [['first-aid', '2026-01-01', '2026-12-20']]);
  await certify('vinnytsia', [
    ['first-aid', '2024-01-01', '2026-01-01'],
    ['first-aid', '2026-01-02', '2028-01-02'],
    ['driving', '2020-01-01', '2026-12-10'],
  ]);
  await certify('patrol', [['first-aid', '2020-01-01', '']]);
});
afterAll(async () => {
  officers.close();
  await registry.stop();
});

async function certify(name: string, certifications: readonly (readonly [string, string, string])[]): Promise<void> {
  const officerId = ids.get(name) ?? '';
  const { officer } = await registry.client.getOfficer(officerId);
  const record = {
    ...RECORD,
    certifications: certifications.map(([certificationCode, issued, expires]) => ({
      certificationCode,
      issued,
      expires,
    })),
  };
  await officers.updateOfficer({
    officerId,
    etag: officer?.etag ?? '',
    updateMask: ['record.certifications'],
    officer: OfficerUpdate.fromPartial({ record }),
  });
}

/** Names of all officers of a filter, read page by page. */
async function listed(filter: Partial<ListOfficersRequest>, pageSize = 2): Promise<string[]> {
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  const found: string[] = [];
  for (let pageToken = ''; ;) {
    const page = await officers.listOfficers({ ...filter, pageSize, pageToken });
    found.push(...page.officers.map(({ officerId }) => names.get(officerId) ?? officerId));
    pageToken = page.nextPageToken;
    if (pageToken === '') return found;
  }
}

test.each<[string, Partial<ListOfficersRequest>, string[]]>([
  ['nothing', {}, ['vinnytsia', 'candidate', 'otherRaion', 'kyiv', 'patrol', 'nowhere', 'assigned']],
  ['oblast', { oblastCode: VINNYTSKA_OBLAST }, ['vinnytsia', 'candidate', 'otherRaion', 'patrol', 'assigned']],
  ['raion', { raionCode: RAION }, ['vinnytsia', 'candidate', 'assigned']],
  ['hromada', { hromadaCode: VINNYTSIA }, ['vinnytsia', 'candidate', 'assigned']],
  ['a city as hromada', { hromadaCode: KYIV }, ['kyiv']],
  ['a city as oblast', { oblastCode: KYIV }, ['kyiv']],
  ['unit', { patrolUnitCode: 'vinnytsia-1' }, ['patrol']],
  ['kind', { kind: COMMUNITY }, ['vinnytsia', 'candidate', 'otherRaion', 'nowhere', 'assigned']],
  ['kind and state', { kind: COMMUNITY, states: [ON_LEAVE, CANDIDATE] }, ['candidate', 'otherRaion']],
  ['states', { states: [ACTIVE, ON_LEAVE] }, ['vinnytsia', 'otherRaion', 'kyiv', 'patrol', 'nowhere', 'assigned']],
  [
    'oblast, kind and state',
    { oblastCode: VINNYTSKA_OBLAST, kind: COMMUNITY, states: [ACTIVE] },
    ['vinnytsia', 'assigned'],
  ],
  ['unit and oblast', { patrolUnitCode: 'vinnytsia-1', oblastCode: KYIV }, []],
  ['expiry', { certificationExpiresBefore: '2026-12-31' }, ['vinnytsia', 'kyiv']],
  ['a day that is the expiry', { certificationExpiresBefore: '2026-12-20' }, ['vinnytsia']],
  ['expiry and place', { certificationExpiresBefore: '2027-01-01', oblastCode: KYIV }, ['kyiv']],
])('lists by %s, page by page', async (_, filter, names) => {
  expect(await listed(filter)).toEqual(names);
  expect(await listed(filter, 1)).toEqual(names);
  expect(await listed(filter, 0)).toEqual(names);
});

test('an officer in a list has what people search for', async () => {
  const { officers: found } = await officers.listOfficers({ certificationExpiresBefore: '2026-12-20' });
  expect(found).toEqual([
    {
      officerId: ids.get('vinnytsia'),
      kind: COMMUNITY,
      state: ACTIVE,
      fullName: 'Петренко Марія Іванівна',
      serviceNumber: expect.any(String),
      patrolUnitCode: '',
      policeUnitCode: '',
      servicePlaceCode: VINNYTSIA,
      nextExpiry: '2026-12-10',
      registeredTime: expect.any(Date),
    },
  ]);
});

test.each<[string, Partial<ListOfficersRequest>, string[]]>([
  ['a malformed oblast', { oblastCode: 'UA05' }, ['oblast_code']],
  ['a hromada as oblast', { oblastCode: VINNYTSIA }, ['oblast_code']],
  ['an oblast as raion', { raionCode: VINNYTSKA_OBLAST }, ['raion_code']],
  ['an unknown raion', { raionCode: 'UA05990000000099999' }, ['raion_code']],
  ['a settlement as hromada', { hromadaCode: 'UA05020030010063857' }, ['hromada_code']],
  ['an unknown hromada', { hromadaCode: 'UA05999999999999999' }, ['hromada_code']],
  ['two places', { oblastCode: VINNYTSKA_OBLAST, hromadaCode: VINNYTSIA }, ['hromada_code']],
  ['a malformed unit', { patrolUnitCode: 'Вінниця' }, ['patrol_unit_code']],
  ['a control character', { patrolUnitCode: 'a\u0000' }, ['patrol_unit_code']],
  ['an unknown kind', { kind: 99 as never }, ['kind']],
  ['an unknown state', { states: [99 as never] }, ['states']],
  ['a day in words', { certificationExpiresBefore: 'завтра' }, ['certification_expires_before']],
  ['30 February', { certificationExpiresBefore: '2026-02-30' }, ['certification_expires_before']],
  ['a malformed beat', { beatId: 'x' }, ['beat_id']],
  ['an unknown starosta district', { starostaDistrictCode: '0000000000' }, ['starosta_district_code']],
  ['a hromada as settlement', { settlementCode: VINNYTSIA }, ['settlement_code']],
  [
    'a settlement of another hromada',
    { starostaDistrictCode: STAROSTA, settlementCode: ELSEWHERE },
    ['settlement_code'],
  ],
  [
    'a hromada and its district',
    { hromadaCode: VINNYTSIA, starostaDistrictCode: STAROSTA },
    ['starosta_district_code'],
  ],
  ['a large page', { pageSize: 501 }, ['page_size']],
  ['an invented token', { pageToken: 'bm90aGluZw' }, ['page_token']],
])('rejects %s', async (_, filter, fields) => {
  expect(await refusalOf(officers.listOfficers(filter))).toMatchObject({ code: 'INVALID_ARGUMENT', fields });
});

test('rejects the token of another filter, and of the same filter in another order', async () => {
  const { nextPageToken: pageToken } = await officers.listOfficers({ kind: COMMUNITY, pageSize: 1 });
  for (const other of [{}, { kind: PATROL }, { kind: COMMUNITY, certificationExpiresBefore: '2027-01-01' }]) {
    expect(await refusalOf(officers.listOfficers({ ...other, pageToken }))).toMatchObject({ fields: ['page_token'] });
  }
});

test('a caller lists its own territory only, and nobody without the scope', async () => {
  const [local, nobody] = [officerCalls(registry.port, 'statistics'), officerCalls(registry.port, 'nats')];
  onTestFinished(() => [local, nobody].forEach((each) => each.close()));
  for (const own of [{ oblastCode: VINNYTSKA_OBLAST }, { raionCode: RAION }, { hromadaCode: VINNYTSIA }]) {
    expect((await local.listOfficers(own)).officers).not.toEqual([]);
  }
  for (const foreign of [{}, { oblastCode: KYIV }, { patrolUnitCode: 'vinnytsia-1' }]) {
    const refusal = await refusalOf(local.listOfficers(foreign));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' });
  }
  expect(await refusalOf(nobody.listOfficers())).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('lists the officers of a beat, and those of the beat that covers a district or settlement', async () => {
  const [whole = '', deputy = ''] = [ids.get('assigned'), ids.get('vinnytsia')];
  const { beats } = await registry.client.listBeats({ hromadaCode: VINNYTSIA });
  const beatId = beats[0]?.beatId ?? '';
  const listed = async (filter: Partial<ListOfficersRequest>, calls = officers) =>
    (await calls.listOfficers(filter)).officers.map(({ officerId }) => officerId);
  expect(await listed({ beatId })).toEqual([whole]);
  expect(await listed({ settlementCode: SETTLEMENT })).toEqual([whole]);
  expect(await listed({ starostaDistrictCode: STAROSTA })).toEqual([whole]);
  const { beat: part } = await registry.client.createBeat({
    hromadaCode: VINNYTSIA,
    name: 'Дільниця',
    unitCodes: [SETTLEMENT],
  });
  // Nobody serves on the new beat, so that the officer of the whole is responsible.
  expect(await listed({ settlementCode: SETTLEMENT })).toEqual([whole]);
  const role = AssignmentRole.DEPUTY;
  const { assignment } = await registry.client.assignOfficer({ beatId: part?.beatId ?? '', officerId: deputy, role });
  expect(await listed({ settlementCode: SETTLEMENT })).toEqual([deputy]);
  expect(await listed({ settlementCode: SETTLEMENT, starostaDistrictCode: STAROSTA })).toEqual([deputy]);
  expect(await listed({ beatId: part?.beatId ?? '', states: [ON_LEAVE] })).toEqual([]);
  expect(await listed({ beatId, certificationExpiresBefore: '2027-01-01' })).toEqual([]);
  await registry.client.endAssignment({ assignmentId: assignment?.assignmentId ?? '' });
  expect(await listed({ settlementCode: SETTLEMENT })).toEqual([whole]);
  expect(await refusalOf(officers.listOfficers({ beatId: randomUUID() }))).toMatchObject({ code: 'NOT_FOUND' });
  const local = officerCalls(registry.port, 'statistics');
  onTestFinished(() => local.close());
  expect(await listed({ beatId }, local)).toEqual([whole]);
  const { beat: ofKyiv } = await registry.client.createBeat({ hromadaCode: KYIV, name: 'Київ' });
  const foreign = await refusalOf(local.listOfficers({ beatId: ofKyiv?.beatId ?? '' }));
  expect(foreign).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' });
});

test('lists the community and district officers of a police unit, by the code of registration, import, or update', async () => {
  const policeUnitCode = `rvp-${randomUUID().slice(0, 8)}`;
  const { officerId } = await registry.client.registerOfficer({ policeUnitCode });
  const { officerId: district } = await registry.client.registerOfficer({ kind: DISTRICT, policeUnitCode });
  const { officerId: moved } = await registry.client.registerOfficer({ policeUnitCode: 'other-unit' });
  const listed = async (filter: Partial<ListOfficersRequest>) =>
    (await officers.listOfficers(filter)).officers.map((each) => [each.officerId, each.policeUnitCode]);
  const ofUnit = [officerId, district].map((id) => [id, policeUnitCode]);
  expect(await listed({ policeUnitCode })).toEqual(ofUnit);
  expect(await listed({ policeUnitCode, kind: DISTRICT })).toEqual(ofUnit.slice(1));
  expect(await listed({ policeUnitCode, oblastCode: KYIV })).toEqual([]);
  const { officer } = await registry.client.getOfficer(moved);
  expect(officer?.policeUnitCode).toBe('other-unit');
  const update = { officerId: moved, etag: officer?.etag ?? '', updateMask: ['police_unit_code'] };
  await officers.updateOfficer({ ...update, officer: OfficerUpdate.fromPartial({ policeUnitCode }) });
  expect(await listed({ policeUnitCode })).toEqual([...ofUnit, [moved, policeUnitCode]]);
});

test('rejects a police unit of a patrol officer, and a malformed code', async () => {
  const patrol = { kind: PATROL, patrolUnitCode: 'vinnytsia-1', policeUnitCode: 'rvp-1' };
  for (const given of [patrol, { policeUnitCode: 'Вінницьке РУП' }]) {
    expect(await refusalOf(registry.client.registerOfficer(given))).toMatchObject({ fields: ['police_unit_code'] });
  }
  const malformed = officers.listOfficers({ policeUnitCode: 'РУП' });
  expect(await refusalOf(malformed)).toMatchObject({ fields: ['police_unit_code'] });
});

const NOTHING: OfficerFilter = {
  place: undefined,
  patrolUnitCode: '',
  policeUnitCode: '',
  kind: undefined,
  states: [],
  expiresBefore: '',
  onBeat: undefined,
};
const MANY = 30_000;

test('each filter pages from its index, however many officers there are', { timeout: 120_000 }, async () => {
  await registry.sql(
    `insert into officer (officer_id, kind, state, service_number, registered_at, registered_by, key_id, wrapped_key,
       ciphertext, place_code, police_unit_code, next_expiry)
     select ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'community',
       case when n % 1000 = 0 then 'suspended' else 'active' end, 'MANY-' || n, now(), 'test', 'k', '', '',
       'UA' || lpad((n % 25 + 1)::text, 2, '0') || '020030000031457', 'rvp-' || n % 25, date '2026-01-01' + n % 700
     from generate_series(1, ${MANY}) n`,
  );
  await registry.sql('analyze officer');
  const of = (more: Partial<OfficerFilter>): OfficerFilter => ({ ...NOTHING, ...more });
  const statements: [string, ReturnType<typeof listStatement>][] = [
    ['officer_pkey', listStatement(NOTHING, undefined, 51)],
    ['officer_by_oblast', listStatement(of({ place: { level: 'oblast', code: VINNYTSIA } }), undefined, 51)],
    ['officer_by_raion', listStatement(of({ place: { level: 'raion', code: VINNYTSIA } }), undefined, 51)],
    ['officer_by_place', listStatement(of({ place: { level: 'hromada', code: VINNYTSIA } }), undefined, 51)],
    ['officer_by_unit', listStatement(of({ patrolUnitCode: 'vinnytsia-1' }), undefined, 51)],
    ['officer_by_police_unit', listStatement(of({ policeUnitCode: 'rvp-7' }), undefined, 51)],
    ['officer_by_kind_and_state', listStatement(of({ states: ['suspended'] }), undefined, 51)],
    ['officer_by_kind_and_state', listStatement(of({ kind: 'community' }), undefined, 51)],
    ['officer_by_expiry', listStatement(of({ expiresBefore: '2026-06-01' }), undefined, 51)],
  ];
  for (const [index, { sql, values }] of statements) {
    const [row] = await registry.sql(`explain (analyze, format json) ${sql}`, values);
    const plan = JSON.stringify(row?.['QUERY PLAN']);
    expect(plan, `the plan of ${index}`).toContain(`"Index Name":"${index}"`);
    expect(plan, `the plan of ${index}`).not.toContain('Seq Scan');
    expect(plan, `the plan of ${index}`).not.toContain('Bitmap');
  }
});
