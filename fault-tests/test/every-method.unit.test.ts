import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { DeadLetterServiceService } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { allMethods } from '@safe-community/grpc-kit';
import { expect, it } from 'vitest';
import { everyMethod } from '../src/unregistered-clients/every-method.ts';

it('lists every method of a generated service, with its declared scope', () => {
  const methods = everyMethod();
  const paths = methods.map(({ path }) => path);
  for (const service of [IncidentIntakeServiceService, DeadLetterServiceService]) {
    expect(paths).toEqual(expect.arrayContaining(Object.values(service).map(({ path }) => path)));
  }
  expect(new Set(paths).size).toBe(paths.length);
  const declared = allMethods().map(({ path, scope }) => ({ path, scope }));
  expect(methods.map(({ path, scope }) => ({ path, scope }))).toEqual(expect.arrayContaining(declared));
});
