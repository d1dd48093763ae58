import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { enumNames } from '@safe-community/domain-kit';
import { OFFICER_KINDS, OFFICER_STATES } from './officer-state.ts';

export const { nameOf: toOfficerKind } = enumNames(OfficerKind, OFFICER_KINDS);
export const { nameOf: toOfficerState } = enumNames(OfficerState, OFFICER_STATES);
