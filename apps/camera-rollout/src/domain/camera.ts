import type { Device } from './device.ts';
import type { PatrolUnit } from './patrol-unit.ts';

export const CAMERA_STATES = ['in_stock', 'issued', 'in_repair', 'lost', 'retired'] as const;
type CameraState = (typeof CAMERA_STATES)[number];

/** A body camera of a patrol unit. */
export interface Camera extends Device {
  /** UUID version 7. */
  readonly cameraId: string;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly state: CameraState;
  /** The officer who has it; absent in stock. */
  readonly holderId?: string;
  readonly issuedAt?: Date;
  readonly registeredAt: Date;
  /** An invented camera of the demonstration. */
  readonly demonstration: boolean;
}

export interface Delivery {
  readonly unit: PatrolUnit;
  readonly devices: readonly Device[];
  readonly demonstration: boolean;
}

/** Puts delivered devices into the stock of the unit, in their order. */
export function takeIntoStock(delivery: Delivery, newId: () => string, now: Date): Camera[] {
  const { unit, devices, demonstration } = delivery;
  return devices.map(({ serialNumber, model }) => ({
    cameraId: newId(),
    serialNumber,
    model,
    unitCode: unit.code,
    oblastCode: unit.oblastCode,
    state: 'in_stock',
    registeredAt: now,
    demonstration,
  }));
}
