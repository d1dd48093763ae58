import { IncidentCategory, ReportChannel, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { enumNames } from '@safe-community/domain-kit';
import { CATEGORIES } from './category.ts';
import { CHANNELS } from './channel.ts';
import { RESPONDERS } from './duration-count.ts';

export const { nameOf: toCategory, numberOf: categoryNumber } = enumNames(IncidentCategory, CATEGORIES);
export const { nameOf: toChannel, numberOf: channelNumber } = enumNames(ReportChannel, CHANNELS);
export const { nameOf: toResponder, numberOf: responderNumber } = enumNames(ResponderKind, RESPONDERS);
