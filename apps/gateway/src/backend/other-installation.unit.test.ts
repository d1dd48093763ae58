import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { expect, test } from 'vitest';
import { requireInstallation } from './backend.client.ts';

test('an answer of the other kind of installation is no answer', () => {
  const invented = { figures: [], installation: InstallationKind.DEMONSTRATION };
  requireInstallation(invented, 'demonstration');
  requireInstallation({ profile: undefined }, 'real');
  expect(() => requireInstallation(invented, 'real')).toThrow('the gateway is real, and a service is demonstration');
  expect(() => requireInstallation({ installation: 0 }, 'real')).toThrow('the gateway is real, and a service is ?');
});
