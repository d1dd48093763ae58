import { ConfigError } from '@safe-community/config';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('reports all invalid variables at once', () => {
  expect(() => readConfig({})).toThrow(ConfigError);
  expect(() => readConfig({})).toThrow(/KEYS_DIR is not set[^]*INCIDENT_INTAKE_ADDRESS is not set/);
});
