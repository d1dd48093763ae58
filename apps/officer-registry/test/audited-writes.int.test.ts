import {
  AssignmentServiceService as Assignments,
  EndAssignmentRequest,
  HandOverBeatRequest,
  TransferOfficerRequest,
} from '@safe-community/contracts/officers/v1/assignment_service.ts';
import {
  BeatServiceService as Beats,
  ChangeBeatRequest,
  CreateBeatRequest,
  NormStatus,
  RetireBeatRequest,
  SetNormRequest,
} from '@safe-community/contracts/officers/v1/beat_service.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  AssignOfficerRequest,
  ChangeOfficerStateRequest,
  ImportTerritoryRequest,
  OfficerRegistryServiceService as Registry,
  RegisterOfficerRequest,
  RegisterPatrolUnitRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import {
  RecordTerritoryChangeRequest,
  TerritoryChangeKind,
  TerritoryServiceService as Territory,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { hromadas } from '@safe-community/territory';
import { auditedWrite, expectAudited } from '@safe-community/testkit';
import { afterAll, beforeAll, test } from 'vitest';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from './registry-client.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

const CRIMEA = 'UA01000000000013043';
const UNITS = ['UA01020010000048857', 'UA01020030000085835'].map((code) => ({
  code,
  name: 'Андріївська',
  category: 'H',
  oblastCode: CRIMEA,
  raionCode: 'UA01020000000022387',
}));

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

const officer = async (): Promise<string> => (await registry.client.registerOfficer()).officerId;

const hromadaAt = (index: number): string => hromadas()[index]?.code ?? '';

async function newBeat(index: number): Promise<{ beatId: string; etag: string }> {
  const { beat: created } = await registry.client.createBeat({ hromadaCode: hromadaAt(index), name: 'Дільниця' });
  return { beatId: created?.beatId ?? '', etag: created?.etag ?? '' };
}

async function staffedBeat(index: number): Promise<{ beatId: string; officerId: string; assignmentId: string }> {
  const { beatId } = await newBeat(index);
  const officerId = await officer();
  const { assignment } = await registry.client.assignOfficer({ beatId, officerId });
  return { beatId, officerId, assignmentId: assignment?.assignmentId ?? '' };
}

const WRITES = [
  auditedWrite(
    Registry.registerOfficer,
    async () =>
      RegisterOfficerRequest.fromPartial({
        kind: OfficerKind.COMMUNITY,
        state: OfficerState.ACTIVE,
        fullName: 'Петренко Марія',
        serviceNumber: 'AUDIT-1',
      }),
    ({ officerId }) => [officerId],
  ),
  auditedWrite(
    Registry.assignOfficer,
    async () => {
      const part = { beat: beat(VINNYTSIA), role: AssignmentRole.PRIMARY };
      return AssignOfficerRequest.fromPartial({ officerId: await officer(), ...part });
    },
    ({ assignment }, { officerId }) => [officerId, assignment?.beatId ?? '', assignment?.assignmentId ?? ''],
  ),
  auditedWrite(
    Beats.createBeat,
    async () => CreateBeatRequest.fromPartial({ hromadaCode: hromadaAt(50), name: 'Дільниця' }),
    ({ beat: created }) => [created?.beatId ?? ''],
  ),
  auditedWrite(
    Beats.changeBeat,
    async () => ChangeBeatRequest.fromPartial({ ...(await newBeat(51)), name: 'Інша' }),
    (_, { beatId }) => [beatId],
  ),
  auditedWrite(
    Beats.retireBeat,
    async () => RetireBeatRequest.fromPartial(await newBeat(52)),
    (_, { beatId }) => [beatId],
  ),
  auditedWrite(
    Beats.setNorm,
    async () => {
      const validFromTime = new Date('2027-01-01T00:00:00Z');
      const norm = {
        peopleRural: 1,
        peopleUrban: 2,
        largeHromadaPopulation: 0,
        validFromTime,
        source: 'Наказ',
        status: NormStatus.CONFIRMED,
      };
      const { previewToken } = await registry.client.previewNorm({ norm });
      return SetNormRequest.fromPartial({ norm, previewToken });
    },
    () => ['beat-norm-2027-01-01T00:00:00.000Z'],
  ),
  auditedWrite(
    Assignments.handOverBeat,
    async () => HandOverBeatRequest.fromPartial({ ...(await staffedBeat(53)), officerId: await officer() }),
    ({ former }, { beatId, officerId }) => [beatId, officerId, former?.officerId ?? ''],
  ),
  auditedWrite(
    Assignments.transferOfficer,
    async () => {
      const { officerId } = await staffedBeat(54);
      return TransferOfficerRequest.fromPartial({ officerId, beatId: (await newBeat(55)).beatId });
    },
    ({ former }, { beatId, officerId }) => [officerId, beatId, former?.beatId ?? ''],
  ),
  auditedWrite(
    Assignments.endAssignment,
    async () => EndAssignmentRequest.fromPartial({ assignmentId: (await staffedBeat(56)).assignmentId }),
    ({ assignment }, { assignmentId }) => [assignment?.officerId ?? '', assignment?.beatId ?? '', assignmentId],
  ),
  auditedWrite(
    Registry.changeOfficerState,
    async () => ChangeOfficerStateRequest.fromPartial({ officerId: await officer(), state: OfficerState.ON_LEAVE }),
    (_, { officerId }) => [officerId],
  ),
  auditedWrite(
    Registry.registerPatrolUnit,
    async () =>
      RegisterPatrolUnitRequest.fromPartial({
        patrolUnitCode: 'audited-unit',
        oblastCode: VINNYTSKA_OBLAST,
        nameUk: 'Полк',
        nameEn: 'Unit',
      }),
    () => ['audited-unit'],
  ),
  auditedWrite(
    Registry.importTerritory,
    async () => {
      const [known] = UNITS;
      await registry.client.importTerritory({ units: known === undefined ? [] : [known] });
      return ImportTerritoryRequest.fromPartial({ units: UNITS });
    },
    // The first one is known, and does not change.
    () => UNITS.slice(1).map(({ code }) => code),
  ),
  auditedWrite(
    Territory.recordTerritoryChange,
    async () =>
      RecordTerritoryChangeRequest.fromPartial({
        code: VINNYTSIA,
        kind: TerritoryChangeKind.MERGED,
        effectiveDate: '2026-01-01',
        successorCode: 'UA05020010000053508',
        source: 'постанова Верховної Ради',
      }),
    () => [VINNYTSIA, 'UA05020010000053508'],
  ),
];

test.each(WRITES)('the audit says who made $method, for what purpose, and what it concerns', (write) =>
  expectAudited(registry, write),
);
