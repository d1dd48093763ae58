import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { SchoolMatter as MatterEnum } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentState, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { enumNames } from '@safe-community/domain-kit';
import { CHANNELS } from './channel.ts';
import { RESPONDER_PROGRESS, type FurtherProgress } from './responders.ts';
import { SCHOOL_MATTERS, type SchoolMatter } from './school-matter.ts';
import { INCIDENT_STATES } from './states.ts';

export {
  categoryNumber,
  responderKindNumber,
  toCategory,
  toResponderKind,
  toUrgency,
  urgencyNumber,
} from '../catalogue/module.ts';

export const { nameOf: toChannel, numberOf: channelNumber } = enumNames(ReportChannel, CHANNELS);
export const { nameOf: toState, numberOf: stateNumber } = enumNames(IncidentState, INCIDENT_STATES);

const matter = enumNames(MatterEnum, SCHOOL_MATTERS);

/** Of an incident of which it is not known, UNSPECIFIED. */
export function schoolMatterNumber(known: SchoolMatter | undefined): MatterEnum {
  return known === undefined ? MatterEnum.UNSPECIFIED : matter.numberOf(known);
}

const progress = enumNames(ResponderProgress, RESPONDER_PROGRESS);
export const responderProgressNumber = progress.numberOf;

/** What may be recorded of a responder who was sent. */
export function toFurtherProgress(number: number): FurtherProgress | undefined {
  const name = progress.nameOf(number);
  return name === 'dispatched' ? undefined : name;
}
