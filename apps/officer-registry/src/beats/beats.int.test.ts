import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { NormStatus, type BeatNorm } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { hromadas, starostaDistricts } from '@safe-community/territory';
import { refusalOf, type Rejection } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';
import type { BeatRecord } from '@safe-community/contracts/officers/v1/beat.ts';

const [DISTRICT = '', OTHER_DISTRICT = ''] = starostaDistricts(VINNYTSIA).map(({ code }) => code);
/** Stryzhavka, a settlement of another hromada. */
const ELSEWHERE = 'UA05020230010011069';
const KYIV = 'UA80000000000093317';
const HOLOSIIV = 'UA80000000000126643';

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());
beforeEach(async () => {
  await registry.sql('truncate beat, beat_unit, beat_assignment');
  await registry.sql('update ledger_epoch set epoch = gen_random_uuid()');
});

test('creates beats of a hromada, and lists them with their units', async () => {
  const whole = await create({ name: 'Вінниця' });
  const parts = await create({ name: 'Старостати', unitCodes: [OTHER_DISTRICT, DISTRICT] });
  expect(whole).toMatchObject({ hromadaCode: VINNYTSIA, wholeHromada: true, unitCodes: [VINNYTSIA], etag: '1' });
  expect(parts).toMatchObject({ wholeHromada: false, retiredTime: undefined });
  expect(parts.unitCodes).toEqual([DISTRICT, OTHER_DISTRICT].toSorted());
  const listed = await registry.client.listBeats({ hromadaCode: VINNYTSIA });
  expect(listed).toEqual({ beats: [whole, parts], nextPageToken: '' });
});

test('a city district and its city are units of beats', async () => {
  expect(await create({ hromadaCode: KYIV, unitCodes: [HOLOSIIV] })).toMatchObject({ unitCodes: [HOLOSIIV] });
  expect(await create({ hromadaCode: KYIV })).toMatchObject({ unitCodes: [KYIV] });
});

test('the same request gets the same answer and creates one beat', async () => {
  const request = { requestId: randomUUID(), hromadaCode: VINNYTSIA, name: 'Вінниця' };
  const first = await registry.client.createBeat(request);
  const before = await registry.rowCount();
  expect(await registry.client.createBeat(request)).toEqual(first);
  expect(await registry.rowCount()).toBe(before);
  const reused = await refusedWithoutChange(() => registry.client.createBeat({ ...request, name: 'Інша' }));
  expect(reused).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test('no unit belongs to two beats, also when they are created at once', async () => {
  await create({ unitCodes: [DISTRICT] });
  const taken = () => create({ unitCodes: [OTHER_DISTRICT, DISTRICT] });
  expect((await refusedWithoutChange(taken)).reason).toBe('UNIT_TAKEN');
  const results = await Promise.all(Array.from({ length: 10 }, () => reasonOf(create({}))));
  expect(results.toSorted()).toEqual([...Array<string>(9).fill('UNIT_TAKEN'), 'done']);
});

test('the database itself rejects a unit in two beats at the same time', async () => {
  const { beatId } = await create({ unitCodes: [DISTRICT] });
  const insert = (from: string) =>
    registry.sql(`insert into beat_unit (beat_id, unit_code, valid_from) values ($1, $2, $3)`, [
      beatId,
      DISTRICT,
      from,
    ]);
  await expect(insert('2026-01-01')).rejects.toThrow('beat_unit_of_one_beat');
});

test('changes the name and the units; what a beat no longer covers is free', async () => {
  const beat = await create({ unitCodes: [DISTRICT, OTHER_DISTRICT] });
  const { beat: changed } = await registry.client.changeBeat({
    beatId: beat.beatId,
    etag: beat.etag,
    name: 'Нова',
    unitCodes: [DISTRICT],
  });
  expect(changed).toMatchObject({ name: 'Нова', unitCodes: [DISTRICT], etag: '2' });
  await create({ unitCodes: [OTHER_DISTRICT] });
  const again = { beatId: beat.beatId, etag: '2', unitCodes: [OTHER_DISTRICT] };
  expect(await reasonOf(registry.client.changeBeat(again))).toBe('UNIT_TAKEN');
  const { beat: kept } = await registry.client.changeBeat({ beatId: beat.beatId, etag: '2', name: 'Ще' });
  expect(kept).toMatchObject({ name: 'Ще', unitCodes: [DISTRICT], etag: '3' });
});

test('a stale etag, an unknown and a retired beat are refused by reason', async () => {
  const { beatId, etag } = await create({});
  const unknown = { beatId: randomUUID(), etag, name: 'Нова' };
  expect(await refusalOf(registry.client.changeBeat(unknown))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(registry.client.retireBeat(unknown))).toMatchObject({ code: 'NOT_FOUND' });
  for (const stale of ['', '0', 'x', '2']) {
    for (const call of [registry.client.changeBeat, registry.client.retireBeat]) {
      const refusal = await refusedWithoutChange(() => call({ beatId, etag: stale, name: 'Нова' }));
      expect(refusal).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE' });
    }
  }
  expect(await reasonOf(registry.client.changeBeat({ beatId, etag, unitCodes: [DISTRICT] }))).toBe('BEAT_IS_WHOLE');
  const { beat } = await registry.client.retireBeat({ beatId, etag });
  expect(beat).toMatchObject({ retiredTime: expect.any(Date), unitCodes: [VINNYTSIA], etag: '2' });
  expect(await reasonOf(registry.client.changeBeat({ beatId, etag: '2', name: 'Нова' }))).toBe('BEAT_RETIRED');
  expect(await reasonOf(registry.client.retireBeat({ beatId, etag: '2' }))).toBe('BEAT_RETIRED');
});

test('a retired beat frees its units, and is listed on request', async () => {
  const first = await create({});
  const { beat: retired } = await registry.client.retireBeat({ beatId: first.beatId, etag: first.etag });
  const second = await create({});
  expect((await registry.client.listBeats({ oblastCode: VINNYTSKA_OBLAST })).beats).toEqual([second]);
  expect((await registry.client.listBeats({ includeRetired: true })).beats).toEqual([retired, second]);
  expect((await registry.client.listBeats({ oblastCode: KYIV, includeRetired: true })).beats).toEqual([]);
});

test('pages of a list join without gaps, and a token is of one filter', async () => {
  const codes = hromadas()
    .slice(0, 5)
    .map(({ code }) => code);
  for (const hromadaCode of codes) await create({ hromadaCode });
  const found: string[] = [];
  let pageToken = '';
  do {
    const page = await registry.client.listBeats({ pageSize: 2, pageToken });
    found.push(...page.beats.map(({ hromadaCode }) => hromadaCode));
    pageToken = page.nextPageToken;
    if (pageToken !== '') {
      const other = registry.client.listBeats({ pageToken, includeRetired: true });
      expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
    }
  } while (pageToken !== '');
  expect(found).toEqual(codes);
});

test.each([
  ['hromada_code', { hromadaCode: 'UA05020030000031458' }],
  ['hromada_code', { hromadaCode: VINNYTSKA_OBLAST }],
  ['hromada_code', { hromadaCode: HOLOSIIV }],
  ['oblast_code', { oblastCode: VINNYTSIA }],
])('lists no beats of a wrong %s: %j', async (field, filter) => {
  expect(await refusalOf(registry.client.listBeats(filter))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [field],
  });
});

test.each<[string, Parameters<RunningRegistry['client']['createBeat']>[0]]>([
  ['request_id', { requestId: '' }],
  ['request_id', { requestId: 'x' }],
  ['hromada_code', { hromadaCode: '' }],
  ['hromada_code', { hromadaCode: 'UA05020030000031458' }],
  ['hromada_code', { hromadaCode: VINNYTSKA_OBLAST }],
  ['hromada_code', { hromadaCode: HOLOSIIV }],
  ['name', { name: '' }],
  ['name', { name: 'а\u0000б' }],
  ['name', { name: 'а\u202Eб' }],
  ['name', { name: 'а\uD800б' }],
  ['name', { name: 'а'.repeat(201) }],
  ['valid_from_time', { validFromTime: new Date('1990-12-31T00:00:00Z') }],
  ['valid_from_time', { validFromTime: new Date('2040-01-01T00:00:00Z') }],
  ['unit_codes[0]', { unitCodes: [ELSEWHERE] }],
  ['unit_codes[0]', { unitCodes: [VINNYTSIA] }],
  ['unit_codes[0]', { unitCodes: ['0000000000'] }],
  ['unit_codes[1]', { unitCodes: [DISTRICT, DISTRICT] }],
])('rejects a bad %s by name and changes nothing: %j', async (field, given) => {
  const call = () => registry.client.createBeat({ hromadaCode: VINNYTSIA, name: 'Вінниця', ...given });
  expect(await refusedWithoutChange(call)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a name of five megabytes, and changes nothing', async () => {
  const call = () => registry.client.createBeat({ hromadaCode: VINNYTSIA, name: 'а'.repeat(2_500_000) });
  expect(['RESOURCE_EXHAUSTED', 'INVALID_ARGUMENT']).toContain((await refusedWithoutChange(call)).code);
});

test('rejects units of another hromada in a change', async () => {
  const { beatId, etag } = await create({ unitCodes: [DISTRICT] });
  const call = () => registry.client.changeBeat({ beatId, etag, unitCodes: [DISTRICT, ELSEWHERE] });
  expect(await refusedWithoutChange(call)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['unit_codes[1]'] });
});

test('the first norms are those of order 650, and the definition of large is unconfirmed', async () => {
  const { norms } = await registry.client.listNorms();
  expect(norms).toMatchObject([
    { peopleRural: 6_000, peopleUrban: 7_000, largeHromadaPopulation: 50_000, status: NormStatus.UNCONFIRMED },
  ]);
  expect(norms[0]?.source).toMatch(/^order МВС № 650 .* large from 50,000 people: assumption/);
});

test('previews the effect of a norm per oblast without a change, then it holds from its date', async () => {
  const norm = aNorm({ peopleRural: 3_000, peopleUrban: 3_500, largeHromadaPopulation: 20_000 });
  const before = await registry.rowCount();
  const { oblasts, total, previewToken } = await registry.client.previewNorm({ norm });
  expect(await registry.rowCount()).toBe(before);
  expect(oblasts).toHaveLength(27);
  expect(total?.requiredAfter).toBe(oblasts.reduce((sum, { requiredAfter }) => sum + requiredAfter, 0));
  expect(total?.requiredAfter).toBeGreaterThan((total?.requiredBefore ?? 0) * 1.8);
  expect(total?.largeAfter).toBeGreaterThan(total?.largeBefore ?? 0);
  const unseen = await refusalOf(registry.client.setNorm({ norm: { ...norm, peopleRural: 1 }, previewToken }));
  expect(unseen).toMatchObject({ reason: 'PREVIEW_REQUIRED', fields: ['preview_token'] });
  expect(await registry.rowCount()).toBe(before);
  expect(await registry.client.setNorm({ norm, previewToken })).toEqual({ norm });
  expect((await registry.client.listNorms()).norms).toMatchObject([norm, { peopleRural: 6_000 }]);
  const later = aNorm({ validFromTime: new Date('2027-01-01T00:00:00Z') });
  const preview = await registry.client.previewNorm({ norm: later });
  expect(preview.total?.requiredBefore).toBe(total?.requiredAfter);
  expect(await refusalOf(registry.client.setNorm({ norm }))).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'NORM_EXISTS',
    fields: ['norm.valid_from_time'],
  });
});

test('a norm is confirmed and corrected by who has read it; every version stays readable', async () => {
  const norm = aNorm({ validFromTime: new Date('2026-02-02T00:00:00Z') });
  const confirmed = { ...norm, source: 'Наказ № 12', status: NormStatus.CONFIRMED };
  const corrected = { ...confirmed, peopleRural: 5_000 };
  await registry.client.setNorm({ norm });
  const requestId = randomUUID();
  const { previewToken } = await registry.client.previewNorm({ norm: confirmed });
  const request = { requestId, norm: confirmed, etag: '1', previewToken };
  const answer = await registry.client.setNorm(request);
  expect(answer).toEqual({ norm: confirmed });
  expect(await registry.client.setNorm(request)).toEqual(answer);
  const outcomes = await Promise.all(
    Array.from({ length: 4 }, () => reasonOf(registry.client.setNorm({ norm: corrected, etag: '2' }))),
  );
  expect(outcomes.toSorted()).toEqual(['ETAG_STALE', 'ETAG_STALE', 'ETAG_STALE', 'done']);
  const ofDate = ({ norms, records }: Awaited<ReturnType<typeof registry.client.listNorms>>) =>
    norms.flatMap((each, at) =>
      isDeepStrictEqual(each.validFromTime, norm.validFromTime) ? [[each, records[at]]] : [],
    );
  const by = { recordedTime: expect.any(Date), callingSystem: 'client', replacedTime: undefined };
  expect(ofDate(await registry.client.listNorms())).toEqual([[corrected, { ...by, etag: '3' }]]);
  expect(ofDate(await registry.client.listNorms({ includeReplaced: true }))).toEqual([
    [corrected, { ...by, etag: '3' }],
    [confirmed, { ...by, etag: '2', replacedTime: expect.any(Date) }],
    [norm, { ...by, etag: '1', replacedTime: expect.any(Date) }],
  ]);
  const unknown = aNorm({ validFromTime: new Date('2026-02-03T00:00:00Z') });
  expect(await reasonOf(registry.client.setNorm({ norm: unknown, etag: '1' }))).toBe('ETAG_STALE');
});

test.each<[string, Partial<BeatNorm>]>([
  ['norm.source', { source: '' }],
  ['norm.source', { source: ' Наказ' }],
  ['norm.source', { source: 'наказ\u0007' }],
  ['norm.status', { status: NormStatus.UNSPECIFIED }],
  ['norm.people_rural', { peopleRural: 0 }],
  ['norm.people_urban', { peopleUrban: 1_000_001 }],
  ['norm.large_hromada_population', { largeHromadaPopulation: 10_000_001 }],
  ['norm.valid_from_time', { validFromTime: undefined }],
  ['norm.valid_from_time', { validFromTime: new Date('1990-12-31T00:00:00Z') }],
  ['norm.valid_from_time', { validFromTime: new Date('2040-01-01T00:00:00Z') }],
])('a norm with a bad %s is neither set nor previewed: %j', async (field, given) => {
  const norm = aNorm({ validFromTime: new Date('2026-03-03T00:00:00Z'), ...given });
  for (const method of [registry.client.setNorm, registry.client.previewNorm]) {
    const refusal = await refusedWithoutChange(() => method({ norm, previewToken: 'x' }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  }
});

test('denies a caller without the scope', async () => {
  const { createBeat, changeBeat, retireBeat, setNorm, listBeats } = registry.unprivileged;
  const calls = [createBeat, changeBeat, retireBeat, setNorm, listBeats];
  for (const call of calls) expect(await refusalOf(call({}))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

function aNorm(more: Partial<BeatNorm>): BeatNorm {
  return {
    peopleRural: 6_000,
    peopleUrban: 7_000,
    largeHromadaPopulation: 0,
    validFromTime: new Date('2026-02-01T00:00:00Z'),
    source: 'Наказ про тест',
    status: NormStatus.UNCONFIRMED,
    ...more,
  };
}

async function create(given: Parameters<RunningRegistry['client']['createBeat']>[0]): Promise<BeatRecord> {
  const { beat } = await registry.client.createBeat({ hromadaCode: VINNYTSIA, name: 'Дільниця', ...given });
  return beat ?? expect.fail('the answer has no beat');
}

async function refusedWithoutChange(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}

/** "done", or the reason of the refusal. */
async function reasonOf(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'done').catch(async () => (await refusalOf(call)).reason);
}
