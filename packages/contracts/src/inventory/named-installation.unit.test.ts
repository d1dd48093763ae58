import { expect, test } from 'vitest';
import { ourMethods } from './contracts.ts';

/** Answers of figures that nobody invents, and lists of rules. */
const ALWAYS_REAL = ['ListOfficialFigures', 'ListMeasures', 'ListDisclosureRules'];
/** It returns a file, whose head says it. */
const FILES = ['ExportFigures'];

/** Answers with figures of services that also have other answers. */
const ELSEWHERE = [
  'AccountabilityService.GetGuarantee',
  'BeatService.ListHromadaCoverage',
  'CameraRolloutService.GetCoverage',
  'CameraRolloutService.GetCoverageTrend',
  'CameraRolloutService.WatchCoverage',
  'ComplianceService.GetCompliance',
  'FaultService.GetFailureRates',
  'FootageRequestService.GetRequestOutcomes',
  'LedgerService.GetHead',
  'OfficerRegistryService.GetCoverage',
  'RecruitmentService.ForecastTarget',
  'RecruitmentService.GetPipeline',
  'RolloutService.ForecastRollout',
  'RolloutService.ListWaves',
  'TrustService.GetTrust',
];

test('every answer with counted figures says of which kind of installation they are', () => {
  const silent = ourMethods()
    .filter(({ parent }) => parent.file.proto.package === 'safecommunity.statistics.v1')
    .filter(({ name }) => /^(Get|List|Query|Export|Compare|Watch)/.test(name))
    .filter(({ output }) => !output.fields.some(({ name }) => name === 'installation'))
    .map(({ name }) => name);
  expect(silent.toSorted()).toEqual([...ALWAYS_REAL, ...FILES].toSorted());
});

test('answers with figures of other services say it as well', () => {
  const named = ourMethods()
    .filter(({ parent }) => parent.file.proto.package !== 'safecommunity.statistics.v1')
    .filter(({ output }) => output.fields.some(({ name }) => name === 'installation'))
    .map(({ parent, name }) => `${parent.name}.${name}`);
  expect(named.toSorted()).toEqual(ELSEWHERE.toSorted());
});
