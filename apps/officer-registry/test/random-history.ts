import { ReportForm, RuleKind } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService as Accountability } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { settlementsOf } from '@safe-community/territory';
import { refusalOf, testClient } from '@safe-community/testkit';
import { officerCalls, PROFILE } from './officer-calls.ts';
import type { RunningRegistry } from './running-registry.ts';

const DAY = 86_400_000;
const { PRIMARY, DEPUTY, DISTRICT } = AssignmentRole;
const { ACTIVE, ON_LEAVE, SUSPENDED, DISMISSED } = OfficerState;
const PER_YEAR = [1, 2, 4, 12];

/** What happens next; the numbers choose who, where, and when. */
export interface RandomStep {
  readonly kind: (typeof STEPS)[number];
  readonly who: number;
  readonly where: number;
  /** Days before now; below zero: later. */
  readonly daysAgo: number;
}

export const STEPS = [
  'assign',
  'assign',
  'assign',
  'end',
  'end',
  'state',
  'state',
  'report',
  'report',
  'report',
  'withdraw',
  'profile',
  'beat',
  'merge',
  'rule',
  'time',
] as const;

/** Carries out steps by the calls of the service, so that each history is one that it allows; others are refused. */
export function randomHistory(registry: RunningRegistry, hromadas: readonly string[], clock: { now: Date }) {
  const { client } = registry;
  const officers = officerCalls(registry.port);
  const accountability = testClient(Accountability, registry.port);
  const territory = testClient(TerritoryServiceService, registry.port);
  const [known, assigned, reports, beats]: [string[], string[], string[], string[]] = [[], [], [], []];
  const pick = (from: readonly string[], index: number): string => from[index % Math.max(1, from.length)] ?? '';

  async function newOfficer(): Promise<string> {
    const { officerId } = await client.registerOfficer();
    known.push(officerId);
    return officerId;
  }

  const steps: Record<RandomStep['kind'], (step: RandomStep & { readonly at: Date }) => Promise<unknown>> = {
    async assign({ who, where, at }) {
      const officerId = who % 2 === 0 || known.length === 0 ? await newOfficer() : pick(known, who);
      const role = [PRIMARY, PRIMARY, DEPUTY, DISTRICT][who % 4] ?? PRIMARY;
      const place =
        where % 4 === 0 && beats.length > 0
          ? { beatId: pick(beats, who) }
          : { beat: { hromadaCode: pick(hromadas, where), starostaDistrictCode: '' } };
      const endTime = who % 5 === 0 ? new Date(at.getTime() + 40 * DAY) : undefined;
      await client.assignOfficer({ officerId, role, startTime: at, endTime, ...place });
      const { assignments } = await client.listAssignments({ officerId });
      assigned.push(...assignments.map(({ assignmentId }) => assignmentId).filter((id) => !assigned.includes(id)));
    },
    end: ({ who, at }) => client.endAssignment({ assignmentId: pick(assigned, who), endTime: at }),
    state: ({ who, where, at }) =>
      client.changeOfficerState({
        officerId: pick(known, who),
        state: [ON_LEAVE, ACTIVE, SUSPENDED, ACTIVE, DISMISSED][where % 5] ?? ACTIVE,
        reason: 'наказ',
        effectiveTime: at,
      }),
    async report({ who, where, at }) {
      const report = { officerId: pick(known, who), hromadaCode: pick(hromadas, where), heldOn: kyivDay(at) };
      reports.push((await accountability.recordReport({ ...report, form: ReportForm.COUNCIL, minutes: '' })).reportId);
    },
    withdraw: ({ who }) => accountability.withdrawReport({ reportId: pick(reports, who) }),
    async profile({ who, where }) {
      const officerId = pick(known, who);
      const { etag = '' } = (await client.getOfficer(officerId)).officer ?? {};
      const publicProfile = [PROFILE, { ...PROFILE, dutyPhone: '' }, undefined][where % 3];
      const officer = OfficerUpdate.fromPartial(publicProfile === undefined ? {} : { publicProfile });
      await officers.updateOfficer({ officerId, etag, updateMask: ['public_profile'], officer });
    },
    async beat({ where, at }) {
      const hromadaCode = pick(hromadas, where);
      const unitCodes = [settlementsOf(hromadaCode)[where % 3]?.code ?? ''];
      const { beat } = await client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes, validFromTime: at });
      beats.push(beat?.beatId ?? '');
    },
    merge: ({ where, at }) =>
      territory.recordTerritoryChange({
        code: pick(hromadas, where),
        kind: TerritoryChangeKind.MERGED,
        successorCode: pick(hromadas, where + 1),
        effectiveDate: kyivDay(at),
        source: 'постанова Верховної Ради',
      }),
    rule: ({ who, where }) =>
      accountability.setRule({
        rule: {
          kind: RuleKind.REPORTS_PER_YEAR,
          value: PER_YEAR[who % 4] ?? 1,
          validFrom: `${2025 + (where % 2)}-01-01`,
          source: 'Наказ МВС № 650',
        },
      }),
    time: ({ daysAgo }) => Promise.resolve((clock.now = new Date(clock.now.getTime() + Math.abs(daysAgo) * 3_600_000))),
  };
  return {
    /** Whether the service did it. */
    async take(step: RandomStep): Promise<boolean> {
      const done = steps[step.kind]({ ...step, at: new Date(clock.now.getTime() - step.daysAgo * DAY) });
      const outcome = await done.then(
        () => undefined,
        (error: unknown) => refusalOf(Promise.reject(error)),
      );
      return outcome === undefined;
    },
    close() {
      for (const each of [officers, accountability, territory]) each.close();
    },
  };
}
