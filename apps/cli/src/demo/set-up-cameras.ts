import { CameraImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { ListCamerasRequest } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';
import { inParallel } from './in-parallel.ts';
import { inPortions } from './in-portions.ts';
import { retryTransient } from './retry-transient.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { DELIVERED_DAYS_AGO, type DemonstrationDelivery } from './set-up-waves.ts';

export const MODEL = 'Demonstration BC-1';
export const FIRMWARE = 'demo-1.1';
/** Some cameras of the first unit have it. */
export const OLD_FIRMWARE = 'demo-1.0';
const OLD_ONES = 10;
const WARRANTY_UNTIL = '2029-12-31';
const SOURCE_SYSTEM = 'demonstration';
/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;
const DAY_MS = 86_400_000;

export interface DemonstrationCameras {
  readonly issued: number;
  /** Of each unit: first those that are issued, last the spares. */
  readonly cameraIds: readonly (readonly string[])[];
  /** Of those that have the old firmware. */
  readonly old: readonly string[];
}

/**
 * Imports the cameras of each unit with their holders, some of them as the part of a delivery. They were issued one after
 * the other in the past months, so that the pace of the rollout can be seen. Those that exist stay as they are.
 *
 * @param officerIds of the officers of each unit, in order
 */
export async function setUpCameras(
  connection: Connection,
  units: readonly PlannedUnit[],
  officerIds: readonly (readonly string[])[],
  delivery: DemonstrationDelivery,
): Promise<DemonstrationCameras> {
  const now = new Date();
  const known = await idsBySerialNumber(connection, units);
  const missing = units
    .flatMap((unit, index) => rowsOf(unit, index, officerIds[index] ?? [], delivery, now))
    .filter(({ externalId }) => !known.has(externalId));
  if (missing.length > 0) await importCameras(connection, missing, now);
  const ids = missing.length > 0 ? await idsBySerialNumber(connection, units) : known;
  const cameraIds = units.map(({ serialNumbers }) => serialNumbers.flatMap((serial) => ids.get(serial) ?? []));
  const issued = units.reduce((sum, unit, index) => sum + issuedIn(unit, officerIds[index] ?? []), 0);
  return { issued, cameraIds, old: cameraIds[0]?.slice(0, OLD_ONES) ?? [] };
}

function issuedIn({ equipped, serialNumbers }: PlannedUnit, officerIds: readonly string[]): number {
  return Math.min(equipped, serialNumbers.length, officerIds.length);
}

function rowsOf(
  unit: PlannedUnit,
  index: number,
  officerIds: readonly string[],
  { deliveryId, quantityOf }: DemonstrationDelivery,
  now: Date,
): CameraImportRow[] {
  const part = quantityOf.get(unit.code) ?? 0;
  const issued = issuedIn(unit, officerIds);
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  return unit.serialNumbers.map((serialNumber, at) => {
    const isDelivered = at < part;
    const daysAgo = isDelivered ? DELIVERED_DAYS_AGO - 1 - at : issuedDaysAgo((at - part) / Math.max(1, issued - part));
    return CameraImportRow.fromPartial({
      externalId: serialNumber,
      patrolUnitCode: unit.code,
      device: {
        serialNumber,
        model: MODEL,
        firmwareVersion: index === 0 && at < OLD_ONES ? OLD_FIRMWARE : FIRMWARE,
        warrantyUntil: WARRANTY_UNTIL,
      },
      deliveryId: isDelivered ? deliveryId : '',
      registeredTime: ago(isDelivered ? DELIVERED_DAYS_AGO : Math.max(daysAgo, 0) + STOCKED_DAYS),
      ...(at < issued ? { officerId: officerIds[at] ?? '', issuedTime: ago(daysAgo) } : {}),
    });
  });
}

/** The first cameras were issued most of a year ago, the last ones before the delivery of the wave. */
const FIRST_DAYS_AGO = 330;
const LAST_DAYS_AGO = DELIVERED_DAYS_AGO + 5;
/** How long a camera was in stock before. */
const STOCKED_DAYS = 7;

/** @param progress 0 for the first camera of a unit, 1 after the last one. */
function issuedDaysAgo(progress: number): number {
  return Math.round(FIRST_DAYS_AGO - Math.min(progress, 1) * (FIRST_DAYS_AGO - LAST_DAYS_AGO));
}

async function idsBySerialNumber(
  { cameras }: Connection,
  units: readonly PlannedUnit[],
): Promise<ReadonlyMap<string, string>> {
  const pages = await inParallel(units, AT_ONCE, ({ code }) =>
    retryTransient(() => cameras.listCameras(ListCamerasRequest.fromPartial({ patrolUnitCode: code, pageSize: 500 }))),
  );
  const found = pages.flatMap((page) => page.cameras);
  return new Map(found.map(({ device, cameraId }) => [device?.serialNumber ?? '', cameraId]));
}

/** Of cameras that were imported before and are in another unit now. */
const KNOWN_FIELDS = ['external_id', 'device.serial_number'];

async function importCameras({ cameras }: Connection, rows: readonly CameraImportRow[], now: Date): Promise<void> {
  const numbered = rows.map((row, index) => ({ ...row, rowNumber: index + 1 }));
  const answers = await inPortions(numbered, (portion, name) => {
    const header = { requestId: requestIdOf(`cameras ${now.toISOString()} ${name}`), sourceSystem: SOURCE_SYSTEM };
    return retryTransient(() => cameras.importCameras(header, portion));
  });
  const broken = answers
    .flatMap(({ refusedFields }) => refusedFields)
    .find(({ field }) => !KNOWN_FIELDS.includes(field));
  if (broken === undefined) return;
  throw new Problem({
    uk: `Служба camera-rollout відхилила камеру ${broken.rowNumber}: ${broken.field} ${broken.rule}.`,
    en: `The rollout rejected camera ${broken.rowNumber}: ${broken.field} ${broken.rule}.`,
  });
}
