import { ConfigError } from '@safe-community/config';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('reports all invalid variables at once', () => {
  const env = { LARGE_HROMADAS: 'UA05020030000031457,Вінницька' };
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(/KEYS_DIR is not set[^]*INCIDENT_INTAKE_ADDRESS is not set[^]*LARGE_HROMADAS/);
});

test('describes the expected content of a list of codes', () => {
  expect(() => readConfig({ KEYS_DIR: '/', LARGE_HROMADAS: 'UA05' })).toThrow(/KATOTTG codes of hromadas/);
});
