import { isRefused } from '@safe-community/domain-kit';
import { describe, expect, test } from 'vitest';
import { isOnStrength, OFFICER_STATES, type Candidate } from '../strength/officer.ts';
import {
  CAMERA_STATES,
  CAMERA_STEPS,
  legalSteps,
  stateAfter,
  type CameraState,
  type CameraStep,
} from './camera-steps.ts';
import {
  checkFirmware,
  checkOptionalFirmware,
  checkOptionalReason,
  checkReason,
  issue,
  takeBack,
  takeStep,
  transfer,
  type Camera,
  type PlainStep,
} from './camera.ts';
import { takeIntoStock } from './delivery.ts';

const NOW = new Date('2021-11-04T09:00:00Z');
const UNIT = { code: 'kyiv-1', oblastCode: 'UA80000000000093317', nameUk: 'Полк', nameEn: 'Unit' };
const OFFICER: Candidate = { officerId: 'officer', kind: 'patrol', state: 'active', unitCode: 'kyiv-1' };

const DEVICE = { serialNumber: 'AX-1', model: 'Body 3', firmwareVersion: '1.0', warrantyUntil: '' };

const CAMERA = takeIntoStock(DEVICE, { unit: UNIT, deliveryId: '' }, { now: NOW, newId: () => 'camera' });

describe('a camera in stock and an active officer of its unit without a camera', () => {
  test('issuing gives the camera to the officer and leaves its state unchanged', () => {
    const issued = issue(CAMERA, holder(OFFICER, false), undefined, NOW);
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

  const RECALL = { recallId: 'recall', source: 'Лист' };

  test('a camera whose firmware is recalled, unless it is not in stock anyway', () => {
    const refused = issue(CAMERA, holder(OFFICER, false), RECALL, NOW);
    expect(refused).toMatchObject({ reason: 'CAMERA_FIRMWARE_RECALLED', metadata: { recall_id: 'recall' } });
    expect(refused).toMatchObject({ message: expect.stringContaining('1.0 is recalled (Лист; recall recall)') });
    const lost = issue({ ...CAMERA, state: 'lost' }, holder(OFFICER, false), RECALL, NOW);
    expect(lost).toMatchObject({ reason: 'CAMERA_NOT_IN_STOCK' });
  });

  test('an officer who holds a camera', () => {
    expect(reason(CAMERA, OFFICER, true)).toBe('OFFICER_HAS_CAMERA');
  });
});

test('a delivery takes the place of its unit', () => {
  expect(CAMERA).toEqual({
    cameraId: 'camera',
    serialNumber: 'AX-1',
    model: 'Body 3',
    firmwareVersion: '1.0',
    unitCode: 'kyiv-1',
    oblastCode: UNIT.oblastCode,
    state: 'in_stock',
    registeredAt: NOW,
  });
});

test('a delivery of a wave keeps the delivery and the warranty', () => {
  const camera = takeIntoStock(
    { ...DEVICE, warrantyUntil: '2024-11-04' },
    { unit: UNIT, deliveryId: 'delivery' },
    { now: NOW, newId: () => 'camera' },
  );
  expect(camera).toMatchObject({ deliveryId: 'delivery', warrantyUntil: '2024-11-04' });
});

/** The table once more, by state and step, as the contract documents it. */
const LEGAL: Readonly<Record<CameraState, Partial<Record<CameraStep, CameraState>>>> = {
  in_stock: {
    issue: 'issued',
    transfer: 'in_stock',
    send_to_repair: 'in_repair',
    report_lost: 'lost',
    retire: 'retired',
  },
  issued: { return: 'in_stock', send_to_repair: 'in_repair', report_lost: 'lost' },
  in_repair: { complete_repair: 'in_stock', report_lost: 'lost', retire: 'retired' },
  lost: { return: 'in_stock', retire: 'retired' },
  retired: { reinstate: 'in_stock' },
};
const ALL = CAMERA_STATES.flatMap((state) => CAMERA_STEPS.map((step) => [state, step] as const));
const PLAIN = ALL.filter((pair): pair is [CameraState, PlainStep] => pair[1] !== 'issue' && pair[1] !== 'register');
const LATER = new Date('2021-11-05T09:00:00Z');

describe('the steps of a camera', () => {
  test.each(ALL)('%s: %s', (state, step) => {
    expect(stateAfter(state, step)).toBe(LEGAL[state][step]);
    expect(legalSteps(state).includes(step)).toBe(step in LEGAL[state]);
  });

  test.each(CAMERA_STATES)('%s can be entered and left', (state) => {
    expect(legalSteps(state).some((step) => stateAfter(state, step) !== state)).toBe(true);
    const entered = CAMERA_STATES.some((from) => legalSteps(from).some((step) => stateAfter(from, step) === state));
    expect(entered).toBe(true);
  });

  test.each(PLAIN)('%s: %s changes the state and takes the camera from its holder, or is refused', (state, step) => {
    const holding = state === 'issued' ? { holderId: 'officer', issuedAt: NOW } : {};
    const before: Camera = { ...CAMERA, state, ...holding };
    const transition = takeStep(before, { step, reason: 'why' }, LATER);
    const after = LEGAL[state][step];
    if (after !== undefined) {
      expect(transition).toEqual({ step, before, after: { ...CAMERA, state: after }, at: LATER, reason: 'why' });
      return;
    }
    if (!isRefused(transition)) throw new Error('the step is illegal');
    expect(transition.reason).toBe('STEP_ILLEGAL');
    for (const legal of Object.keys(LEGAL[state])) expect(transition.message).toContain(legal.replaceAll('_', ' '));
    expect(transition.metadata).toEqual({
      state: state.toUpperCase(),
      legal_steps: Object.keys(LEGAL[state]).join(',').toUpperCase(),
    });
  });
});

describe('taking a camera back', () => {
  const issued: Camera = { ...CAMERA, state: 'issued', holderId: 'officer', issuedAt: NOW };

  test.each([['officer'], ['']])('from the officer %j who has it', (officerId) => {
    expect(takeBack(issued, officerId, '', LATER)).toMatchObject({ after: { state: 'in_stock' } });
  });

  test('refuses an officer who does not have it', () => {
    expect(takeBack(issued, 'other', '', LATER)).toMatchObject({ reason: 'CAMERA_NOT_HELD' });
    expect(takeBack({ ...CAMERA, state: 'lost' }, 'other', '', LATER)).toMatchObject({ reason: 'CAMERA_NOT_HELD' });
    expect(takeBack(CAMERA, 'officer', '', LATER)).toMatchObject({ reason: 'STEP_ILLEGAL' });
  });
});

describe('transferring a camera', () => {
  test('moves it to the stock of another unit', () => {
    expect(transfer(CAMERA, { code: 'odesa', oblastCode: 'UA51000000000030770' }, 'why', LATER)).toMatchObject({
      after: { state: 'in_stock', unitCode: 'odesa', oblastCode: 'UA51000000000030770' },
    });
  });

  test('refuses the same unit, and a camera that is not in stock', () => {
    expect(transfer(CAMERA, UNIT, 'why', LATER)).toMatchObject({ reason: 'UNIT_HAS_CAMERA' });
    expect(transfer({ ...CAMERA, state: 'lost' }, UNIT, 'why', LATER)).toMatchObject({ reason: 'STEP_ILLEGAL' });
  });
});

test.each(['', '1 2', 'версія', 'x'.repeat(41)])('rejects the firmware version %j', (version) => {
  expect(checkFirmware(version, 'firmware_version')).toHaveLength(1);
  expect(checkOptionalFirmware(version, 'firmware_version')).toHaveLength(version === '' ? 0 : 1);
});

test.each(['', 'x', 'x'.repeat(501)])('rejects the reason %j', (text) => {
  expect(checkReason(text, 'reason')).toHaveLength(1);
  expect(checkOptionalReason(text, 'reason')).toHaveLength(text === '' ? 0 : 1);
});

function reason(camera: Camera, officer = OFFICER, holdsCamera = false): string {
  const decision = issue(camera, holder(officer, holdsCamera), undefined, NOW);
  return isRefused(decision) ? decision.reason : 'issued';
}

function holder({ officerId, unitCode, ...officer }: Candidate, holdsCamera: boolean) {
  return { officerId, unitCode, isOnStrength: isOnStrength(officer), holdsCamera };
}
