import { randomUUID } from 'node:crypto';
import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import { CameraImportRow, type ImportCamerasRequest } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { SplitMethod } from '@safe-community/contracts/cameras/v1/rollout.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { expectPartsAudited, callerWithRoles, refusalOf, sendParts, testRole } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { device, issueTo } from '../../test/devices.ts';
import { importParts, wholeImport } from '../../test/import-parts.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const AS_PERSON = { actingUser: 'olena' };
const VINNYTSKA = 'UA05000000000010236';

let rollout: RunningRollout;
/** Each test has its own source, because rows of one source are remembered forever. */
let sourceSystem: string;
beforeAll(async () => {
  const { name, grants } = testRole(['cameras.register']);
  const role = { name, grants: grants.map((grant) => ({ ...grant, territory: 'own' as const })) };
  // The armourer of Vinnytska oblast.
  rollout = await runRollout({}, [{ ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSKA]) }]);
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
beforeEach(() => {
  sourceSystem = `source-${randomUUID()}`;
});
afterAll(() => rollout.stop());

const send = (parts: readonly (ImportCamerasRequest | Buffer)[], identity?: 'statistics' | 'nats') =>
  sendParts(rollout.port, Rollout.importCameras, parts, identity);

function row(rowNumber: number, change: Partial<CameraImportRow> = {}): CameraImportRow {
  return CameraImportRow.fromPartial({
    rowNumber,
    externalId: `camera-${rowNumber}`,
    patrolUnitCode: 'vinnytsia',
    device: device({ firmwareVersion: '1.0' }),
    ...change,
  });
}

const parts = (requestId?: string) => importParts<CameraImportRow>(sourceSystem, requestId);
const whole = (rows: readonly CameraImportRow[], requestId?: string) => wholeImport(sourceSystem, rows, requestId);

test('rows become cameras in stock with custody and firmware, and the source key finds them', async () => {
  const imported = device({ firmwareVersion: '2.1', warrantyUntil: '2028-06-30' });
  const rows = [row(1, { device: imported }), row(2, { patrolUnitCode: 'kyiv-1' })];
  expect(await send(whole(rows))).toEqual({ added: 2, alreadyKnown: 0, refused: 0, refusedFields: [] });
  const found = await rollout.listImportedCameras({ sourceSystem, externalIds: ['camera-2', 'nobody', 'camera-1'] });
  expect(found.cameras.map(({ externalId }) => externalId)).toEqual(['camera-2', 'camera-1']);
  const cameraId = found.cameras[1]?.cameraId ?? '';
  expect((await rollout.getCamera({ cameraId })).camera).toMatchObject({
    device: imported,
    patrolUnitCode: 'vinnytsia',
    oblastCode: VINNYTSKA,
    state: CameraState.IN_STOCK,
  });
  expect((await rollout.listCustody({ cameraId })).entries).toMatchObject([
    { number: 1, step: CameraStep.REGISTER, caller: 'client', patrolUnitCode: 'vinnytsia' },
  ]);
  const versions = await rollout.sql('select firmware_version from camera_firmware where camera_id = $1', [cameraId]);
  expect(versions).toEqual([{ firmware_version: '2.1' }]);
  const subject = `safecommunity.cameras.v1.camera-registered.${KYIV}.none`;
  expect(await rollout.sql('select subject from ledger_event where subject = $1', [subject])).toEqual([{ subject }]);
  const officerId = rollout.registry.addSilently({ patrolUnitCode: 'vinnytsia' });
  await issueTo(rollout, officerId, cameraId);
});

test('rows that are sent again add nothing; a repeated import gets its first answer', async () => {
  const requestId = randomUUID();
  const rows = [row(1), row(2), row(3, { patrolUnitCode: 'unheard-of' })];
  const first = await send(whole(rows, requestId));
  const before = await counts();
  expect(await send(whole(rows, requestId))).toEqual(first);
  expect(await send(whole(rows.toReversed()))).toMatchObject({ added: 0, alreadyKnown: 2 });
  expect(await refusalOf(send(whole([row(7)], requestId)))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  expect(await counts()).toEqual(before);
});

test('each row is rejected on its own, with all its fields', async () => {
  const registered = device();
  await rollout.registerCameras({ patrolUnitCode: 'kyiv-1', devices: [registered] });
  const [given, twice] = [row(1), row(4)];
  const rows = [
    given,
    row(2, { device: device({ serialNumber: 'ax', model: 'x', warrantyUntil: '30.06.2028' }) }),
    row(3, { device: registered }),
    twice,
    row(5, { device: twice.device }),
    row(6, { patrolUnitCode: 'unheard-of' }),
    row(7, { patrolUnitCode: 'Vinnytsia', externalId: '' }),
    row(8, { externalId: given.externalId }),
    row(9, { device: undefined }),
    row(10, { device: device({ model: 'а\ud800б' }) }),
    row(11),
  ];
  const answer = await send(whole(rows));
  expect(answer).toMatchObject({ added: 3, refused: 8 });
  expect(answer.refusedFields.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([
    [2, 'device.serial_number'],
    [2, 'device.model'],
    [2, 'device.warranty_until'],
    [3, 'device.serial_number'],
    [5, 'device.serial_number'],
    [6, 'patrol_unit_code'],
    [7, 'external_id'],
    [7, 'patrol_unit_code'],
    [8, 'external_id'],
    [9, 'device.serial_number'],
    [9, 'device.model'],
    [10, 'device.model'],
  ]);
});

test('rows of a delivery count to its wave, within the accepted split, also when two imports run at once', async () => {
  const { waveId, deliveryId } = await delivery({ vinnytsia: 3, 'kyiv-1': 1 });
  const rows = [
    row(1, { deliveryId }),
    row(2, { deliveryId, patrolUnitCode: 'kyiv-1' }),
    row(3, { deliveryId, patrolUnitCode: 'kyiv-1' }),
    row(4, { deliveryId: randomUUID() }),
    row(5, { deliveryId: 'x' }),
    row(6, { deliveryId, device: device({ serialNumber: 'x' }) }),
  ];
  const first = await send(whole(rows));
  expect(first).toMatchObject({ added: 2, refused: 4 });
  expect(first.refusedFields).toMatchObject([
    { rowNumber: 3, field: 'delivery_id', rule: 'must have cameras left for the unit in its accepted split' },
    { rowNumber: 4, field: 'delivery_id', rule: 'must be of a recorded delivery' },
    { rowNumber: 5, field: 'delivery_id' },
    { rowNumber: 6, field: 'device.serial_number' },
  ]);
  expect(await send(whole(rows.slice(0, 2)))).toMatchObject({ added: 0, alreadyKnown: 2 });
  const taken = row(7, { deliveryId, device: rows[0]?.device });
  expect(await send(whole([taken]))).toMatchObject({ refusedFields: [{ field: 'device.serial_number' }] });

  const halves = [0, 1].map((half) => [1, 2, 3].map((number) => row(10 * half + number + 20, { deliveryId })));
  const answers = await Promise.all(halves.map((half) => send(whole(half))));
  expect(answers.reduce((sum, { added }) => sum + added, 0)).toBe(2);
  const more = rollout.registerCameras({ patrolUnitCode: 'vinnytsia', devices: [device()], deliveryId });
  expect(await refusalOf(more)).toMatchObject({ reason: 'SPLIT_EXCEEDED' });
  const [wave] = (await rollout.waves.listWaves({ waveId })).waves;
  expect(wave?.registered).toBe(4);
});

/** A wave that was delivered and split like this. */
async function delivery(parts: Readonly<Record<string, number>>) {
  const units = Object.entries(parts).map(([patrolUnitCode, quantity]) => ({ patrolUnitCode, quantity }));
  const quantity = units.reduce((sum, unit) => sum + unit.quantity, 0);
  const today = kyivDay(new Date());
  const days = { deliveryDueOn: today, issueDueOn: today };
  const { waveId } = await rollout.waves.planWave({ name: 'Хвиля', source: 'Договір', ...days, units });
  await rollout.waves.recordOrder({ waveId, quantity, orderedOn: today, reference: 'Договір 1' });
  const { deliveryId } = await rollout.waves.recordDelivery({ waveId, quantity, deliveredOn: today });
  await rollout.waves.acceptSplit({ deliveryId, method: SplitMethod.MANUAL, parts: units }, AS_PERSON);
  return { waveId, deliveryId };
}

test('a caller with a territory adds cameras to its units only', async () => {
  const { deliveryId } = await delivery({ 'kyiv-1': 1 });
  const officerId = rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });
  const changes = [{}, { deliveryId }, { officerId }];
  const outside = changes.map((change, index) => row(index + 2, { patrolUnitCode: 'kyiv-1', ...change }));
  const answer = await send(whole([row(1), ...outside]), 'statistics');
  const refusedFields = outside.map(({ rowNumber }) => ({
    rowNumber,
    field: 'patrol_unit_code',
    rule: 'must be within the territory of the caller',
  }));
  expect(answer).toEqual({ added: 1, alreadyKnown: 0, refused: 3, refusedFields });
  expect(await refusalOf(send(whole([row(3)]), 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('an import that is cut off keeps its rows, and goes on when everything is sent again', async () => {
  const requestId = randomUUID();
  const rows = [row(1), row(2), row(3)];
  const cut = await refusalOf(send(whole(rows.slice(0, 2), requestId).slice(0, 2)));
  expect(cut).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['end'] });
  const externalIds = rows.map(({ externalId }) => externalId);
  expect((await rollout.listImportedCameras({ sourceSystem, externalIds })).cameras).toHaveLength(2);
  expect(await send(whole(rows, requestId))).toMatchObject({ added: 1, alreadyKnown: 2, refused: 0 });
});

test.each<[string, () => (ImportCamerasRequest | Buffer)[], string[]]>([
  ['no header', () => whole([row(1)]).slice(1), ['header']],
  ['a header without an id', () => whole([], '').slice(0, 1), ['header.request_id']],
  ['an empty message', () => [parts().header, parts().message()], ['rows']],
  ['an end that counts other rows', () => [...whole([row(1)]).slice(0, 2), parts().end(2)], ['end.rows']],
  ['bytes that are no message', () => [parts().header, Buffer.from('ffff', 'hex')], []],
])('%s ends the import', async (_, sent, fields) => {
  expect(await refusalOf(send(sent()))).toMatchObject({ code: 'INVALID_ARGUMENT', fields });
});

test('the audit has an entry for the import and one for each camera', async () => {
  const requestId = randomUUID();
  await send(whole([row(1)], requestId));
  const { cameras } = await rollout.listImportedCameras({ sourceSystem, externalIds: ['camera-1'] });
  await expectPartsAudited(Rollout.importCameras, rollout, {
    whole: { requestId, subjectIds: [sourceSystem] },
    subjects: cameras.map(({ cameraId }) => cameraId),
  });
});

const counts = () =>
  rollout.sql(
    `select (select count(*) from camera) as cameras, (select count(*) from ledger_event where type not like '%coverage-changed') as events`,
  );
