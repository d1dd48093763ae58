import { IssueCameraRequest } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { BeginEpochRequest } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { expect, test } from 'vitest';
import { OFFICIAL } from '../src/leak-probe/canaries.ts';
import { readContract, type Declared } from '../src/leak-probe/contract.ts';
import { defaultRequest, missingScenarios, withoutScenario } from '../src/leak-probe/without-scenario.ts';

const methods = readContract();

test('a scenario calls every method that takes or returns personal data', () => {
  expect(missingScenarios(methods), 'methods without a scenario').toEqual([]);
});

test('a new method without personal data needs no scenario', () => {
  const added = renamed('IssueCamera', 'RecordFault');
  expect(withoutScenario([...methods, added])).toContain(added);
  expect(missingScenarios([added])).toEqual([]);
});

test.each([
  ['in its request', 'RegisterOfficer', 'RegisterOfficerRequest.full_name'],
  ['in its response', 'GetOfficer', 'Officer.full_name'],
])('a new method with personal data %s needs one, and the message names method, field and folder', (_, like, field) => {
  const added = renamed(like, 'NewMethod');
  expect(missingScenarios([added])).toEqual([
    `${added.path} has personal data (${field}): call it in fault-tests/src/leak-probe/scenarios/`,
  ]);
});

test('a default request has ids, a code in each code, and the canary for auditors in each internal text', () => {
  const issue = IssueCameraRequest.decode(defaultRequest(declared('IssueCamera')));
  expect(issue.cameraId).toMatch(/^[0-9a-f]{8}-/);
  const epoch = BeginEpochRequest.decode(defaultRequest(declared('BeginEpoch')));
  expect(epoch.reason).toBe(OFFICIAL.ground);
  expect(epoch.requestId).toBe('leak-probe');
});

function declared(name: string): Declared {
  const found = methods.find(({ path }) => path.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`there is no method ${name}`);
  return found;
}

function renamed(name: string, to: string): Declared {
  const method = declared(name);
  return { ...method, path: method.path.replace(`/${name}`, `/${to}`) };
}
