import { cameraIssued } from '@safe-community/events';
import { expect, test } from 'vitest';
import { onState, onSum } from './counted.events.ts';

const effects = () => [];

test('sums commute with events of other kinds', () => {
  expect(onSum(cameraIssued, effects)).toMatchObject({ type: cameraIssued.type, commutes: true });
});

test('states are applied in the order of the ledger, unless declared otherwise', () => {
  expect(onState(cameraIssued, effects)).toMatchObject({ type: cameraIssued.type, commutes: false });
  expect(onState(cameraIssued, effects, { commutes: true })).toMatchObject({ commutes: true });
});
