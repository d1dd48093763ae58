import { expect, test } from 'vitest';
import { namedMethods } from '../src/named-methods.ts';

const SOURCE = `
import {
  CameraRolloutServiceService as Rollout,
  IssueCameraRequest,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';

check(Rollout.getCoverage);
auditedWrite(
  Rollout.issueCamera, OfficerRegistryServiceService.registerOfficer);
Rollout.noMethod;
Other.registerCameras;
`;
const ROLLOUT = 'safecommunity.cameras.v1.CameraRolloutService';

test('finds the methods that a source names, under the alias of its import', () => {
  expect(namedMethods(SOURCE)).toEqual([
    `${ROLLOUT}/GetCoverage`,
    `${ROLLOUT}/IssueCamera`,
    'safecommunity.officers.v1.OfficerRegistryService/RegisterOfficer',
  ]);
});

test('finds only those that a function gets', () => {
  expect(namedMethods(SOURCE, 'auditedWrite')).toEqual([`${ROLLOUT}/IssueCamera`]);
});
