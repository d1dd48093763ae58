import { randomUUID } from 'node:crypto';
import {
  DefineStarostaDistrictRequest,
  StarostaDistrictServiceService as Districts,
  type StarostaDistrictDefinition,
} from '@safe-community/contracts/officers/v1/starosta_district_service.ts';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const [DISTRICT, OTHER] = ['0520655500', '0520680800'];
const [DESNA, KRUSHLYNTSI] = ['UA05020030020063505', 'UA05020030030083783'];
const OF_NEIGHBOUR = 'UA05020010010071539';

let registry: RunningRegistry;
let districts: TestClient<typeof Districts>;
beforeAll(async () => {
  registry = await runRegistry();
  districts = testClient(Districts, registry.port);
});
afterAll(async () => {
  districts.close();
  await registry.stop();
});

const definition = (more: Partial<StarostaDistrictDefinition> = {}): StarostaDistrictDefinition => ({
  starostaDistrictCode: DISTRICT,
  settlementCodes: [DESNA],
  validFrom: '2026-03-01',
  source: 'Рішення міської ради № 12',
  confirmed: true,
  ...more,
});
const listed = async (includeReplaced = false) =>
  districts.listStarostaDistrictDefinitions({ hromadaCode: VINNYTSIA, includeReplaced });

test('a definition is recorded once, replaced with an etag, and every version stays readable', async () => {
  const request = { requestId: randomUUID(), definition: definition() };
  await districts.defineStarostaDistrict(request);
  await districts.defineStarostaDistrict(request);
  const { definitions, records } = await listed(true);
  expect(definitions).toEqual([definition()]);
  const changed = definition({ settlementCodes: [DESNA, KRUSHLYNTSI] });
  await districts.defineStarostaDistrict({ definition: changed, etag: records[0]!.etag });
  const stale = districts.defineStarostaDistrict({ definition: changed, etag: records[0]!.etag });
  expect(await refusalOf(stale)).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE' });
  expect((await listed()).definitions).toEqual([changed]);
  expect((await listed(true)).definitions).toEqual([definition(), changed]);
  expect((await districts.listStarostaDistrictDefinitions({ hromadaCode: 'UA05020010000053508' })).definitions).toEqual(
    [],
  );
});

test('a settlement is not in two districts on one day', async () => {
  const taken = districts.defineStarostaDistrict({
    definition: definition({ starostaDistrictCode: OTHER, settlementCodes: [KRUSHLYNTSI] }),
  });
  expect(await refusalOf(taken)).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: ['definition.settlement_codes[0]'],
  });
});

test.each<[string, Partial<StarostaDistrictDefinition> | undefined]>([
  ['definition', undefined],
  ['definition.starosta_district_code', { starostaDistrictCode: '9999999999' }],
  ['definition.settlement_codes[0]', { settlementCodes: [OF_NEIGHBOUR] }],
  ['definition.valid_from', { validFrom: '' }],
  ['definition.source', { source: '' }],
])('rejects an invalid %s', async (field, change) => {
  const refused = districts.defineStarostaDistrict(change === undefined ? {} : { definition: definition(change) });
  expect(await refusalOf(refused)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a list for what is no code', async () => {
  const refused = districts.listStarostaDistrictDefinitions({ hromadaCode: 'Вінниця' });
  expect(await refusalOf(refused)).toMatchObject({ fields: ['hromada_code'] });
});

test('the audit names the district and the day', () =>
  expectAudited(
    registry,
    auditedWrite(
      Districts.defineStarostaDistrict,
      async () => DefineStarostaDistrictRequest.fromPartial({ definition: definition({ validFrom: '2027-01-01' }) }),
      () => [`starosta-district-${DISTRICT}-2027-01-01`],
    ),
  ));
