import { randomUUID } from 'node:crypto';
import { TerritoryUnitListed } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import type { TerritoryUnit } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { hromadas, specialCities } from '@safe-community/territory';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beat, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

/** Hromadas that the built-in table lacks. */
const NEW: TerritoryUnit = {
  code: 'UA05020910000012345',
  name: 'Нова',
  category: 'H',
  oblastCode: VINNYTSKA_OBLAST,
  raionCode: 'UA05020000000026686',
};
const AROMATNENSKA: TerritoryUnit = {
  code: 'UA01020030000085835',
  name: 'Ароматненська',
  category: 'H',
  oblastCode: 'UA01000000000013043',
  raionCode: 'UA01020000000022387',
};

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('units of the built-in table change nothing', async () => {
  const units = [...hromadas().map(toUnit), ...specialCities().map(toUnit)];
  const events = await listed();
  expect(await registry.client.importTerritory({ units })).toEqual({ added: 0, changed: 0, unchanged: 1_471 });
  expect(await listed()).toEqual(events);
  expect(await registry.sql('select 1 from territory_unit')).toEqual([]);
});

test('an unknown hromada is added, published, and becomes a beat', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const place = { officerId, beat: beat(NEW.code) };
  expect(await refusalOf(registry.client.assignOfficer(place))).toMatchObject({ fields: ['beat.hromada_code'] });
  const answer = await registry.client.importTerritory({ units: [NEW, toUnit(firstHromada())] });
  expect(answer).toEqual({ added: 1, changed: 0, unchanged: 1 });
  expect((await listed()).at(-1)).toEqual({
    subject: `safecommunity.officers.v1.territory-unit-listed.${VINNYTSKA_OBLAST}.${NEW.code}`,
    unit: NEW,
  });
  expect(await refusalOf(registry.client.findResponsibleOfficer(NEW.code))).toMatchObject({ code: 'NOT_FOUND' });
  await registry.client.assignOfficer(place);
  expect(await registry.client.findResponsibleOfficer(NEW.code)).toMatchObject({ officer: { officerId } });
  const coverage = await registry.client.getCoverage(VINNYTSKA_OBLAST);
  expect(coverage).toMatchObject({ assignedOfficers: 1, coveredHromadas: 0, hromadas: 63 });
});

test('a renamed hromada is changed once, whether built in or imported', async () => {
  const renamed = [
    { ...toUnit(firstHromada()), name: 'Перейменована' },
    { ...NEW, name: 'Перейменована теж' },
  ];
  const before = (await listed()).length;
  expect(await registry.client.importTerritory({ units: renamed })).toEqual({ added: 0, changed: 2, unchanged: 0 });
  expect(await registry.client.importTerritory({ units: renamed })).toEqual({ added: 0, changed: 0, unchanged: 2 });
  expect((await listed()).slice(before).map(({ unit }) => unit.name)).toEqual(['Перейменована', 'Перейменована теж']);
});

test('a name in another Unicode form is the same name', async () => {
  const units = hromadas()
    .slice(100, 110)
    .map((hromada) => ({ ...toUnit(hromada), name: hromada.name.normalize('NFD') }));
  expect(await registry.client.importTerritory({ units })).toEqual({ added: 0, changed: 0, unchanged: 10 });
});

test('a repeated request gets the first answer; its id with another body is rejected', async () => {
  const request = { requestId: randomUUID(), units: [{ ...AROMATNENSKA, name: 'Уперше' }] };
  expect(await registry.client.importTerritory(request)).toEqual({ added: 1, changed: 0, unchanged: 0 });
  const before = await registry.rowCount();
  expect(await registry.client.importTerritory(request)).toEqual({ added: 1, changed: 0, unchanged: 0 });
  expect(await registry.rowCount()).toBe(before);
  const other = { ...request, units: [AROMATNENSKA] };
  expect(await refusalOf(registry.client.importTerritory(other))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
});

test('ten imports of the same unit at once publish it once', async () => {
  const units = [{ ...NEW, code: 'UA05020930000012345', name: 'Одночасна' }];
  const answers = await Promise.all(Array.from({ length: 10 }, () => registry.client.importTerritory({ units })));
  expect(answers.filter(({ added }) => added === 1)).toHaveLength(1);
  expect((await listed()).filter(({ unit }) => unit.name === 'Одночасна')).toHaveLength(1);
});

test('another replica accepts an imported hromada at once', async () => {
  const replica = await registry.startReplica();
  const code = 'UA05020950000012345';
  await registry.client.importTerritory({ units: [{ ...NEW, code, name: 'Щойно внесена' }] });
  const { officerId } = await registry.client.registerOfficer();
  await replica.assignOfficer({ officerId, beat: beat(code), role: AssignmentRole.PRIMARY });
  const found = await eventually(() => registry.client.findResponsibleOfficer(code));
  expect(found.officer?.officerId).toBe(officerId);
});

test.each([
  ['request_id', { requestId: '', units: [AROMATNENSKA] }],
  ['units', { units: [] }],
  ['units', { units: Array.from({ length: 5_001 }, () => AROMATNENSKA) }],
  ['units[1].code', { units: [NEW, { ...AROMATNENSKA, code: 'UA01' }] }],
  ['units[1].code', { units: [AROMATNENSKA, AROMATNENSKA] }],
  ['units[0].name', { units: [{ ...AROMATNENSKA, name: 'Аромат\u0000' }] }],
  ['units[0].name', { units: [{ ...AROMATNENSKA, name: ' Ароматненська' }] }],
  ['units[0].category', { units: [{ ...AROMATNENSKA, category: 'M' }] }],
  ['units[0].oblast_code', { units: [{ ...AROMATNENSKA, oblastCode: 'UA01000000000099999' }] }],
  ['units[0].raion_code', { units: [{ ...AROMATNENSKA, raionCode: '' }] }],
])('rejects a bad %s by name and changes nothing', async (field, given) => {
  const before = await registry.rowCount();
  const refusal = await refusalOf(registry.client.importTerritory(given));
  expect(refusal.code).toBe('INVALID_ARGUMENT');
  expect(refusal.fields).toContain(field);
  expect(await registry.rowCount()).toBe(before);
});

test('denies a caller without the scope', async () => {
  const refusal = await refusalOf(registry.unprivileged.importTerritory({ units: [NEW] }));
  expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED' });
});

type Hromada = ReturnType<typeof hromadas>[number];

function firstHromada(): Hromada {
  const [first] = hromadas();
  if (first === undefined) throw new Error('the table is empty');
  return first;
}

function toUnit({ code, name, kind, oblastCode, raionCode }: Hromada): TerritoryUnit {
  return kind === 'special-city'
    ? { code, name, category: 'K', oblastCode, raionCode: '' }
    : { code, name, category: 'H', oblastCode, raionCode };
}

async function listed(): Promise<{ subject: string; unit: TerritoryUnit }[]> {
  const events = await registry.sql(
    `select subject, body from ledger_event where type like '%territory-unit-listed' order by position`,
  );
  return events.map(({ subject, body }) => ({
    subject: subject as string,
    unit: TerritoryUnitListed.decode(body as Buffer),
  }));
}
