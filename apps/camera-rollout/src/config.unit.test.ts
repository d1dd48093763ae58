import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test.each([
  [{}, 'OFFICER_REGISTRY_ADDRESS is not set'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry' }, 'OFFICER_REGISTRY_ADDRESS is "registry"'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry:50051', REGISTRY_DEADLINE: '2' }, 'REGISTRY_DEADLINE is "2"'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry:50051' }, 'INCIDENT_INTAKE_ADDRESS is not set'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry:50051' }, 'KEYS_DIR is not set'],
])('rejects %o with a readable message', (env, problem) => {
  expect(() => readConfig(env)).toThrow(problem);
});
