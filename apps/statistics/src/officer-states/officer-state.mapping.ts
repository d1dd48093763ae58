import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { enumNames } from '@safe-community/domain-kit';
import { OFFICER_STATES } from './officer-state.ts';

export const { nameOf: toOfficerState } = enumNames(OfficerState, OFFICER_STATES);
