import { unless, type Violation } from './violation.ts';

/** A body camera as the maker delivers it. */
export interface Device {
  /** Unique in the country. */
  readonly serialNumber: string;
  readonly model: string;
}

const MOST_DEVICES = 1_000;
const SERIAL_NUMBER = /^[A-Z0-9-]{3,40}$/;
// Control characters; characters that turn the direction of writing or are invisible.
const FORBIDDEN = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** All rules that a delivery breaks; none when it can be taken. */
export function checkDelivery(devices: readonly Device[]): Violation[] {
  const counted = unless(devices.length >= 1 && devices.length <= MOST_DEVICES, 'devices', 'must be 1 to 1,000');
  if (counted.length > 0) return counted;
  const firsts = firstOfEach(devices);
  return devices.flatMap((device, index) =>
    checkDevice(device, `devices[${index}]`, firsts.get(device.serialNumber) === index),
  );
}

function checkDevice({ serialNumber, model }: Device, path: string, isFirst: boolean): Violation[] {
  const field = `${path}.serial_number`;
  return [
    ...unless(SERIAL_NUMBER.test(serialNumber), field, 'must be 3 to 40 of A–Z, 0–9 and "-"'),
    ...unless(isFirst, field, 'must not stand in the request twice'),
    ...checkModel(model, `${path}.model`),
  ];
}

function checkModel(model: string, field: string): Violation[] {
  return [
    ...unless(model.length >= 2 && model.length <= 80, field, 'must be 2 to 80 characters'),
    ...unless(model === model.trim(), field, 'must not begin or end with a blank'),
    ...unless(!FORBIDDEN.test(model), field, 'must hold no control, direction or invisible characters'),
  ];
}

function firstOfEach(devices: readonly Device[]): Map<string, number> {
  const firsts = new Map<string, number>();
  for (const [index, { serialNumber }] of devices.entries()) {
    if (!firsts.has(serialNumber)) firsts.set(serialNumber, index);
  }
  return firsts;
}
