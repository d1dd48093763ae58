import { SchoolMatter, type CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { MedicalClass, PoliceClass } from '@safe-community/contracts/incidents/v1/external_class.ts';
import {
  IncidentCategory,
  ReportChannel,
  ResponderKind,
  type IncidentReport,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
  type AppliedTarget,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import { ResponseTargetServiceService as Targets } from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { eventually, testClient } from '@safe-community/testkit';
import { casualties, fire, VINNYTSIA } from './messages.ts';
import type { RunningIntake } from './running-intake.ts';

/** The only target for a fire at an unknown place of the hromada: what the minister said about the police. */
const ANNOUNCED: AppliedTarget = {
  service: ResponderKind.POLICE,
  goal: TargetGoal.ARRIVAL,
  targetClass: '',
  area: TargetArea.ANY,
  ownPromise: false,
  validFrom: '2025-08-18',
  minutes: 20,
  allowedExceedancePercent: undefined,
  clock: TargetClock.RECEIVED,
  status: TargetStatus.ANNOUNCED,
  confirmed: true,
};

/** Of incidents that did not happen at a school. */
export const NO_SCHOOL = { schoolMatter: SchoolMatter.UNSPECIFIED };

/** What the plain report of these tests is counted by. */
const COUNTED_BY: CountedBy = {
  channel: ReportChannel.PHONE_101,
  settlementCode: '',
  starostaDistrictCode: '',
  anonymous: true,
  attributes: [{ name: 'fire_object', value: 'dwelling' }],
  externalClassification: undefined,
  targets: [ANNOUNCED],
};

/** A settlement that is no city, and its starosta district. */
export const [DESNA, DESNIANSKA] = ['UA05020030020063505', '0520655500'] as const;

const externalClassification = {
  policeClass: PoliceClass.BETA,
  medicalClass: MedicalClass.CRITICAL,
  codes: [{ classifier: 'resolution-1031', code: '1.2/3' }],
};

/** A report of a fire with all that is counted, at a rural place, by a named reporter. */
export const CODED: Partial<IncidentReport> = {
  settlementCode: DESNA,
  starostaDistrictCode: DESNIANSKA,
  reporter: { fullName: 'Олена', phone: '' },
  // The storey is a number: it stays out.
  attributes: [
    { name: 'fire_object', value: 'industry' },
    { name: 'people_inside', value: 'no' },
    { name: 'storey', value: '3' },
  ],
  externalClassification,
};

/** The binding target of the ambulance for a critical case. */
const CRITICAL: AppliedTarget = {
  ...ANNOUNCED,
  service: ResponderKind.AMBULANCE,
  targetClass: 'critical',
  minutes: 10,
  status: TargetStatus.BINDING,
  validFrom: '2021-01-01',
  allowedExceedancePercent: 25,
};

/** What it is counted by if somebody is hurt, so that the ambulance is alerted. */
export const CODED_COUNTED_BY: CountedBy = {
  ...COUNTED_BY,
  settlementCode: DESNA,
  starostaDistrictCode: DESNIANSKA,
  anonymous: false,
  attributes: [
    { name: 'fire_object', value: 'industry' },
    { name: 'people_inside', value: 'no' },
  ],
  externalClassification,
  targets: [
    ANNOUNCED,
    {
      ...ANNOUNCED,
      service: ResponderKind.RESCUE,
      area: TargetArea.RURAL,
      status: TargetStatus.NOT_STATED,
      validFrom: '2000-01-01',
      confirmed: false,
    },
    CRITICAL,
  ],
};

const PROMISED = {
  service: ResponderKind.MUNICIPALITY,
  goal: TargetGoal.REPAIR,
  targetClass: 'street_light',
  area: TargetArea.ANY,
  validFrom: '2026-03-01',
  minutes: 60,
  allowedExceedancePercent: undefined,
  clock: TargetClock.DISCOVERED,
  status: TargetStatus.ANNOUNCED,
  confirmed: true,
};
const LIGHT = {
  category: IncidentCategory.INFRASTRUCTURE,
  attributes: [{ name: 'infrastructure_kind', value: 'street_light' }],
};

/** People of each kind. */
export const HARM = casualties({
  killed: 30,
  injured: 60,
  childrenKilled: 1,
  childrenInjured: 2,
  defendersKilled: 3,
  defendersInjured: 4,
});

/** An anonymous report that has a value in every field that is counted, once the hromada has promised the repair. */
export const DAMAGE: Partial<IncidentReport> = {
  ...LIGHT,
  settlementCode: DESNA,
  starostaDistrictCode: DESNIANSKA,
  casualties: HARM,
  externalClassification,
};
export const DAMAGE_COUNTED_BY: CountedBy = {
  ...COUNTED_BY,
  settlementCode: DESNA,
  starostaDistrictCode: DESNIANSKA,
  attributes: LIGHT.attributes,
  externalClassification,
  targets: [ANNOUNCED, CRITICAL, { ...PROMISED, ownPromise: true }],
};

/** The hromada promises the repair of street lights; resolves when the promise applies to reports. */
export async function promiseRepair(intake: RunningIntake): Promise<void> {
  const targets = testClient(Targets, intake.port);
  const target = { ...PROMISED, hromadaCode: VINNYTSIA, validTo: '', source: 'Рішення міської ради № 1' };
  await targets.setResponseTarget({ target });
  targets.close();
  await eventually(async () => {
    const { dueTime, receivedTime } = await intake.report({ report: fire(LIGHT) });
    if (dueTime?.getTime() !== (receivedTime?.getTime() ?? 0) + PROMISED.minutes * 60_000) {
      throw new Error('the promise does not apply yet');
    }
  });
}
