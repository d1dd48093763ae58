import { OfficerState as Numbers } from '@safe-community/contracts/officers/v1/officer.ts';
import { enumNames } from '@safe-community/domain-kit';
import { OFFICER_STATES, type OfficerState } from './officer.ts';

const { nameOf } = enumNames(
  Numbers,
  OFFICER_STATES.filter((state) => state !== 'unknown'),
);

/** The domain's word for the registry's number of a state. */
export function toOfficerState(number: number): OfficerState {
  return nameOf(number) ?? 'unknown';
}
