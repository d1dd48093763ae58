import { checkEach, checkName, checkOptionalDay, unless, type Day, type Violation } from '@safe-community/domain-kit';
import { checkOptionalFirmware, type Camera } from './camera.ts';

/** A body camera as its manufacturer delivers it. */
export interface Device {
  /** Unique for its model. */
  readonly serialNumber: string;
  readonly model: string;
  /** Empty if it is not known. */
  readonly firmwareVersion: string;
  /** Empty without a warranty. */
  readonly warrantyUntil: Day;
}

/** The unit that receives a delivery. */
interface ReceivingUnit {
  readonly code: string;
  readonly oblastCode: string;
}

/** What the devices of a delivery have in common. */
interface Delivery {
  readonly unit: ReceivingUnit;
  /** Of a wave; empty without one. */
  readonly deliveryId: string;
  /** Since when they are in stock, for those that another system has registered; otherwise now. */
  readonly registeredAt?: Date;
}

const MAX_DEVICES = 1_000;
const SERIAL_NUMBER = /^[A-Z0-9-]{3,40}$/;
const MODEL = { least: 2, most: 80 };

/** The violations of the devices. */
export function checkDevices(devices: readonly Device[], field: string): Violation[] {
  if (devices.length < 1 || devices.length > MAX_DEVICES) return [{ field, rule: 'must be 1 to 1,000' }];
  const firsts = firstOfEach(devices);
  return checkEach(field, devices, (device, index) => checkDevice(device, firsts.get(keyOf(device)) === index));
}

/** @param isFirst whether no device before it in the request has its number. */
export function checkDevice(
  { serialNumber, model, firmwareVersion, warrantyUntil }: Device,
  isFirst = true,
): Violation[] {
  const field = 'serial_number';
  return [
    ...unless(SERIAL_NUMBER.test(serialNumber), field, 'must be 3 to 40 of A–Z, 0–9 and "-"'),
    ...unless(isFirst, field, 'must not stand in the request twice'),
    ...checkName(model, 'model', MODEL),
    ...checkOptionalFirmware(firmwareVersion, 'firmware_version'),
    ...checkOptionalDay(warrantyUntil, 'warranty_until'),
  ];
}

function firstOfEach(devices: readonly Device[]): Map<string, number> {
  const firsts = new Map<string, number>();
  for (const [index, device] of devices.entries()) {
    if (!firsts.has(keyOf(device))) firsts.set(keyOf(device), index);
  }
  return firsts;
}

/** What no two cameras share: a maker numbers each model on its own. */
export function keyOf({ serialNumber, model }: Pick<Device, 'serialNumber' | 'model'>): string {
  return `${serialNumber} ${model}`;
}

/** Puts a device into the stock of the unit. */
export function takeIntoStock(
  { serialNumber, model, firmwareVersion, warrantyUntil }: Device,
  { unit, deliveryId, registeredAt }: Delivery,
  { now, newId }: { readonly now: Date; readonly newId: () => string },
): Camera {
  return {
    cameraId: newId(),
    serialNumber,
    model,
    firmwareVersion,
    ...(warrantyUntil === '' ? {} : { warrantyUntil }),
    unitCode: unit.code,
    oblastCode: unit.oblastCode,
    state: 'in_stock',
    registeredAt: registeredAt ?? now,
    ...(deliveryId === '' ? {} : { deliveryId }),
  };
}
