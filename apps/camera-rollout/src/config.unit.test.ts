import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const WHOLE = {
  OFFICER_REGISTRY_ADDRESS: 'registry:50051',
  INCIDENT_INTAKE_ADDRESS: 'intake:50052',
  KEYS_DIR: '/tmp',
};

test.each([
  [{}, 'OFFICER_REGISTRY_ADDRESS is not set'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry' }, 'OFFICER_REGISTRY_ADDRESS is "registry"'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry:50051', REGISTRY_DEADLINE: '2' }, 'REGISTRY_DEADLINE is "2"'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry:50051' }, 'INCIDENT_INTAKE_ADDRESS is not set'],
  [{ OFFICER_REGISTRY_ADDRESS: 'registry:50051' }, 'KEYS_DIR is not set'],
  [{ ...WHOLE, EVIDENCE_DIR: '/tmp', EVIDENCE_S3_ENDPOINT: 'http://s3:9000' }, 'EVIDENCE_DIR and EVIDENCE_S3_ENDPOINT'],
  [{ ...WHOLE, EVIDENCE_S3_ENDPOINT: 'http://s3:9000', EVIDENCE_S3_BUCKET: 'videos' }, 'EVIDENCE_S3_SECRET'],
  [{ ...WHOLE, EVIDENCE_S3_BUCKET: 'videos' }, 'EVIDENCE_S3_ENDPOINT is not set'],
])('rejects %o with a readable message', (env, problem) => {
  expect(() => readConfig(env)).toThrow(problem);
});
