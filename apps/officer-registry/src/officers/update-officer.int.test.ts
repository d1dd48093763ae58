import { randomUUID } from 'node:crypto';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  OfficerServiceService,
  OfficerUpdate,
  UpdateOfficerRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { auditedWrite, expectAudited, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { officerCalls, PROFILE, RECORD, type OfficerCalls } from '../../test/officer-calls.ts';
import { beat, VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const KYIV = 'UA80000000000093317';
const WHY = 'перевірка особової справи';

let registry: RunningRegistry;
let officers: OfficerCalls;
let unprivileged: OfficerCalls;
beforeAll(async () => {
  registry = await runRegistry();
  officers = officerCalls(registry.port);
  unprivileged = officerCalls(registry.port, 'nats');
});
afterAll(async () => {
  officers.close();
  unprivileged.close();
  await registry.stop();
});

type Given = Parameters<typeof UpdateOfficerRequest.fromPartial>[0]['officer'];

const update = (
  officerId: string,
  etag: string,
  updateMask: string[] | undefined,
  officer: Given = {},
  requestId: string = randomUUID(),
) => officers.updateOfficer(UpdateOfficerRequest.fromPartial({ requestId, officerId, etag, updateMask, officer }));

async function newOfficer(more: Parameters<typeof registry.client.registerOfficer>[0] = {}) {
  const { officerId } = await registry.client.registerOfficer(more);
  return { officerId, etag: await etagOf(officerId) };
}

async function etagOf(officerId: string): Promise<string> {
  return (await registry.client.getOfficer(officerId)).officer?.etag ?? '';
}

const recordOf = (officerId: string) => officers.getOfficerRecord({ officerId, reason: WHY });

test('what the mask names is changed, everything else stays', async () => {
  const { officerId, etag } = await newOfficer();
  const first = await update(officerId, etag, ['record', 'public_profile'], {
    fullName: 'не названо в масці',
    record: RECORD,
    publicProfile: PROFILE,
  });
  expect(await recordOf(officerId)).toEqual({ record: RECORD, publicProfile: PROFILE, etag: first.etag });
  const second = await update(officerId, first.etag, ['phone', 'record.languages'], {
    phone: '+380509998877',
    record: { languages: ['pl'] },
  });
  const { officer } = await registry.client.getOfficer(officerId);
  expect(officer).toMatchObject({ fullName: 'Петренко Марія Іванівна', phone: '+380509998877', etag: second.etag });
  expect((await recordOf(officerId)).record).toEqual({ ...RECORD, languages: ['pl'] });
});

test('a repeated request changes nothing; its id with another body is rejected', async () => {
  const { officerId, etag } = await newOfficer();
  const requestId = randomUUID();
  const phone = { phone: '+380501110000' };
  const first = await update(officerId, etag, ['phone'], phone, requestId);
  expect(await update(officerId, etag, ['phone'], phone, requestId)).toEqual(first);
  expect(await refusalOf(update(officerId, etag, ['phone'], {}, requestId))).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'REQUEST_ID_REUSED',
  });
});

test('a stale etag is rejected, also after a change of state; an update without a change keeps the etag', async () => {
  const { officerId, etag } = await newOfficer();
  const same = await update(officerId, etag, ['full_name'], { fullName: 'Петренко Марія Іванівна' });
  expect(same.etag).toBe(etag);
  await registry.client.changeOfficerState({ officerId, state: OfficerState.ON_LEAVE });
  const before = await registry.rowCount();
  expect(await refusalOf(update(officerId, etag, ['phone'], { phone: '' }))).toMatchObject({
    code: 'ABORTED',
    reason: 'ETAG_STALE',
    fields: ['etag'],
  });
  expect(await registry.rowCount()).toBe(before);
});

test('of two concurrent updates of one version, one is rejected', async () => {
  const { officerId, etag } = await newOfficer();
  const results = await Promise.allSettled(
    ['+380501110001', '+380501110002'].map((phone) => update(officerId, etag, ['phone'], { phone })),
  );
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test.each<[string, string[] | undefined, Given, string[]]>([
  ['no mask', undefined, {}, ['update_mask']],
  ['an unknown path', ['state'], {}, ['update_mask.paths[0]']],
  ['an inherited property', ['toString'], {}, ['update_mask.paths[0]']],
  ['a path twice', ['phone', 'phone'], {}, ['update_mask.paths[1]']],
  ['a control character', ['full_name'], { fullName: 'а\u0000б' }, ['officer.full_name']],
  ['a lone surrogate', ['full_name'], { fullName: 'аб\ud800' }, ['officer.full_name']],
  ['a direction override', ['full_name'], { fullName: 'а\u202eб' }, ['officer.full_name']],
  ['an empty name', ['full_name'], { fullName: '' }, ['officer.full_name']],
  ['a phone in letters', ['phone'], { phone: 'пʼять' }, ['officer.phone']],
  ['a service number in Cyrillic', ['service_number'], { serviceNumber: 'ПОГ-1' }, ['officer.service_number']],
  ['a malformed place', ['service_place_code'], { servicePlaceCode: 'UA5' }, ['officer.service_place_code']],
  [
    'an oblast as place',
    ['service_place_code'],
    { servicePlaceCode: 'UA05000000000010236' },
    ['officer.service_place_code'],
  ],
  [
    'a rank before it existed',
    ['record.ranks'],
    { record: { ranks: [{ rankCode: 'captain', since: '2015-11-06', source: 'наказ' }] } },
    ['officer.record.ranks[0].rank_code'],
  ],
  [
    'an unknown rank',
    ['record.ranks'],
    { record: { ranks: [{ rankCode: 'marshal', since: '2020-01-01', source: 'наказ' }] } },
    ['officer.record.ranks[0].rank_code'],
  ],
  [
    'a rank without a source',
    ['record.ranks'],
    { record: { ranks: [{ rankCode: 'captain', since: '2020-01-01', source: '' }] } },
    ['officer.record.ranks[0].source'],
  ],
  [
    'a rank in the future',
    ['record.ranks'],
    { record: { ranks: [{ rankCode: 'captain', since: '2999-01-01', source: 'наказ' }] } },
    ['officer.record.ranks[0].since'],
  ],
  [
    'the end before the start',
    ['record.certifications'],
    { record: { certifications: [{ certificationCode: 'first-aid', issued: '2024-02-01', expires: '2024-01-31' }] } },
    ['officer.record.certifications[0].expires'],
  ],
  [
    '30 February',
    ['record.certifications'],
    { record: { certifications: [{ certificationCode: 'first-aid', issued: '2024-02-30', expires: '' }] } },
    ['officer.record.certifications[0].issued'],
  ],
  [
    'a language in words',
    ['record.languages'],
    { record: { languages: ['українська'] } },
    ['officer.record.languages[0]'],
  ],
  [
    'overlapping hours',
    ['public_profile'],
    {
      publicProfile: {
        ...PROFILE,
        officeHours: [...PROFILE.officeHours, { weekday: 1, opens: '12:00', closes: '15:00' }],
      },
    },
    ['officer.public_profile.office_hours[2]'],
  ],
  [
    'an unknown weekday',
    ['public_profile'],
    { publicProfile: { ...PROFILE, officeHours: [{ weekday: 9 as never, opens: '12:00', closes: '15:00' }] } },
    ['officer.public_profile.office_hours[0].weekday'],
  ],
  [
    'a photo by its URL',
    ['public_profile'],
    { publicProfile: { ...PROFILE, photoReference: 'https://example.com/?a' } },
    ['officer.public_profile.photo_reference'],
  ],
])('rejects %s at the wire without side effects', async (_, mask, officer, fields) => {
  const { officerId, etag } = await newOfficer();
  const before = await registry.rowCount();
  expect(await refusalOf(update(officerId, etag, mask, officer))).toMatchObject({ code: 'INVALID_ARGUMENT', fields });
  expect(await registry.rowCount()).toBe(before);
});

test('rejects a name of 5 MB, missing and malformed ids, a malformed etag, and a missing officer', async () => {
  const { officerId, etag } = await newOfficer();
  const huge = await refusalOf(update(officerId, etag, ['full_name'], { fullName: 'а'.repeat(2_500_000) }));
  expect(huge).toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  const long = await refusalOf(update(officerId, etag, ['full_name'], { fullName: 'а'.repeat(70_000) }));
  expect(long).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_TOO_LARGE' });
  expect(await refusalOf(update(officerId, etag, ['phone'], {}, ''))).toMatchObject({ fields: ['request_id'] });
  expect(await refusalOf(update('x', 'new', ['phone']))).toMatchObject({ fields: ['officer_id', 'etag'] });
  const noOfficer = officers.updateOfficer({ officerId, etag, updateMask: ['phone'] });
  expect(await refusalOf(noOfficer)).toMatchObject({ fields: ['officer'] });
  expect(await refusalOf(update(randomUUID(), '1', ['phone']))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(unprivileged.updateOfficer({ officerId }))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('a patrol officer moves to another unit, and not without rights in its oblast', async () => {
  const { patrolUnitCode } = await registry.client.registerPatrolUnit();
  const other = await registry.client.registerPatrolUnit({ oblastCode: KYIV });
  const { officerId, etag } = await newOfficer({ kind: OfficerKind.PATROL, patrolUnitCode });
  const move = (to: string) => update(officerId, etag, ['patrol_unit_code'], { patrolUnitCode: to });
  const before = await registry.rowCount();
  expect(await refusalOf(move('Є'))).toMatchObject({ fields: ['officer.patrol_unit_code'] });
  expect(await refusalOf(move('unknown'))).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'UNIT_UNKNOWN' });
  const ofVinnytsia = officerCalls(registry.port, 'statistics');
  const outside = ofVinnytsia.updateOfficer(
    UpdateOfficerRequest.fromPartial({
      requestId: randomUUID(),
      officerId,
      etag,
      updateMask: ['patrol_unit_code'],
      officer: { patrolUnitCode: other.patrolUnitCode },
    }),
  );
  expect(await refusalOf(outside)).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' });
  ofVinnytsia.close();
  expect(await registry.rowCount()).toBe(before);
  await move(other.patrolUnitCode);
  const { officer } = await registry.client.getOfficer(officerId);
  expect(officer).toMatchObject({ patrolUnitCode: other.patrolUnitCode, servicePlaceCode: KYIV });
  const { officers: listed } = await officers.listOfficers({ patrolUnitCode: other.patrolUnitCode });
  expect(listed.map((each) => each.officerId)).toEqual([officerId]);
});

test('a service number stays unique, a patrol officer serves where the unit does, a dismissed officer stays as they are', async () => {
  const other = await newOfficer({ serviceNumber: 'TAKEN-1' });
  const { officerId, etag } = await newOfficer();
  expect(await refusalOf(update(officerId, etag, ['service_number'], { serviceNumber: 'TAKEN-1' }))).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'SERVICE_NUMBER_TAKEN',
  });
  const { patrolUnitCode } = await registry.client.registerPatrolUnit();
  const patrol = await newOfficer({ kind: OfficerKind.PATROL, patrolUnitCode });
  const moved = update(patrol.officerId, patrol.etag, ['service_place_code'], { servicePlaceCode: VINNYTSIA });
  expect(await refusalOf(moved)).toMatchObject({ fields: ['officer.service_place_code'] });
  await registry.client.changeOfficerState({
    officerId: other.officerId,
    state: OfficerState.DISMISSED,
    reason: 'Наказ',
  });
  const late = update(other.officerId, await etagOf(other.officerId), ['phone'], { phone: '' });
  expect(await refusalOf(late)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'OFFICER_DISMISSED' });
});

test('the responsible officer has the new phone at once', async () => {
  const { officerId } = await newOfficer();
  const place = 'UA05020050000066991';
  await registry.client.assignOfficer({ officerId, beat: beat(place), role: AssignmentRole.PRIMARY });
  expect((await registry.client.getOfficer(officerId)).officer?.servicePlaceCode).toBe(place);
  await update(officerId, await etagOf(officerId), ['phone'], { phone: '+380507654321' });
  expect((await registry.client.findResponsibleOfficer(place)).officer?.phone).toBe('+380507654321');
});

test('the audit says who updated which officer', () =>
  expectAudited(
    registry,
    auditedWrite(
      OfficerServiceService.updateOfficer,
      async () => {
        const { officerId, etag } = await newOfficer();
        return UpdateOfficerRequest.fromPartial({ officerId, etag, updateMask: ['phone'], officer: {} });
      },
      (_, { officerId }) => [officerId],
    ),
  ));

test('a caller updates and reads officers of its own territory only', async () => {
  const local = officerCalls(registry.port, 'statistics');
  onTestFinished(() => local.close());
  const own = await newOfficer({ servicePlaceCode: VINNYTSIA });
  const foreign = await newOfficer({ servicePlaceCode: 'UA80000000000093317' });
  const phone = { updateMask: ['phone'], officer: OfficerUpdate.fromPartial({}) };
  const { etag } = await local.updateOfficer({ ...own, ...phone });
  const outside = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };
  expect(await refusalOf(local.updateOfficer({ ...foreign, ...phone }))).toMatchObject(outside);
  const moved = OfficerUpdate.fromPartial({ servicePlaceCode: 'UA80000000000093317' });
  const away = local.updateOfficer({ ...own, etag, updateMask: ['service_place_code'], officer: moved });
  expect(await refusalOf(away)).toMatchObject(outside);
  expect(await local.getOfficerRecord({ officerId: own.officerId, reason: WHY })).toMatchObject({ etag });
  for (const read of [local.getOfficerRecord, local.listOfficerStates]) {
    expect(await refusalOf(read({ officerId: foreign.officerId, reason: WHY }))).toMatchObject({ code: 'NOT_FOUND' });
  }
});
