import { isRefused } from '@safe-community/domain-kit';
import { describe, expect, test } from 'vitest';
import { isOnStrength, OFFICER_STATES, type Candidate } from '../strength/officer.ts';
import { CAMERA_STATES, issue, type Camera } from './camera.ts';
import { takeIntoStock } from './delivery.ts';

const NOW = new Date('2021-11-04T09:00:00Z');
const UNIT = { code: 'kyiv-1', oblastCode: 'UA80000000000093317', nameUk: 'Полк', nameEn: 'Unit', demonstration: true };
const OFFICER: Candidate = { officerId: 'officer', kind: 'patrol', state: 'active', unitCode: 'kyiv-1' };

const [CAMERA] = takeIntoStock(
  { unit: UNIT, devices: [{ serialNumber: 'AX-1', model: 'Body 3' }], demonstration: false },
  { now: NOW, newId: () => 'camera' },
) as [Camera];

describe('a camera in stock and an active officer of its unit without a camera', () => {
  test('issuing gives the camera to the officer and leaves its state unchanged', () => {
    const issued = issue(CAMERA, holder(OFFICER, false), NOW);
    expect(issued).toEqual({ ...CAMERA, state: 'issued', holderId: 'officer', issuedAt: NOW });
  });
});

describe('refuses to issue in any other case', () => {
  test.each(CAMERA_STATES.filter((state) => state !== 'in_stock'))('a camera that is %s', (state) => {
    expect(reason({ ...CAMERA, state })).toBe('CAMERA_NOT_IN_STOCK');
  });

  test.each(OFFICER_STATES.filter((state) => state !== 'active'))('an officer who is %s', (state) => {
    expect(reason(CAMERA, { ...OFFICER, state })).toBe('OFFICER_NOT_ON_PATROL_STRENGTH');
  });

  test('a community officer', () => {
    expect(reason(CAMERA, { ...OFFICER, kind: 'other' })).toBe('OFFICER_NOT_ON_PATROL_STRENGTH');
  });

  test('an officer of another unit', () => {
    expect(reason(CAMERA, { ...OFFICER, unitCode: 'kyiv-2' })).toBe('OFFICER_OF_OTHER_UNIT');
  });

  test('an officer who holds a camera', () => {
    expect(reason(CAMERA, OFFICER, true)).toBe('OFFICER_HAS_CAMERA');
  });
});

test('a delivery takes the place of its unit and its own demonstration mark', () => {
  expect(CAMERA).toEqual({
    cameraId: 'camera',
    serialNumber: 'AX-1',
    model: 'Body 3',
    unitCode: 'kyiv-1',
    oblastCode: UNIT.oblastCode,
    state: 'in_stock',
    registeredAt: NOW,
    demonstration: false,
  });
});

function reason(camera: Camera, officer = OFFICER, holdsCamera = false): string {
  const decision = issue(camera, holder(officer, holdsCamera), NOW);
  return isRefused(decision) ? decision.reason : 'issued';
}

function holder({ officerId, unitCode, ...officer }: Candidate, holdsCamera: boolean) {
  return { officerId, unitCode, isOnStrength: isOnStrength(officer), holdsCamera };
}
