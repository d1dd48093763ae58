import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { LedgerOperatorServiceService } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { expect, test } from 'vitest';
import { namedInstallation } from './named-installation.ts';

test('an answer whose contract names the installation names it, and no other answer does', () => {
  const head = { epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n };
  const answer = namedInstallation(LedgerServiceService.getHead, 'real')(head);
  expect(answer).toEqual({ ...head, installation: InstallationKind.REAL });
  expect(namedInstallation(LedgerServiceService.getHead, 'demonstration')(head).installation).toBe(
    InstallationKind.DEMONSTRATION,
  );
  const state = { epoch: 'e', needsEpoch: false, setAsideEvents: 0n, setAsidePositions: [] };
  expect(namedInstallation(LedgerOperatorServiceService.getLedgerState, 'real')(state)).toEqual(state);
});

test('an answer stays the same object, so that a shared one is encoded once', () => {
  const head = { epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n };
  expect(namedInstallation(LedgerServiceService.getHead, 'real')(head)).toBe(head);
});
