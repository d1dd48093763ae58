import type { Officer as OfficerMessage } from '@safe-community/contracts/officers/v1/officer.ts';
import { kindNumber, roleNumber, stateNumber } from '../../app/contract-enums.ts';
import type { Officer } from '../../domain/officer.ts';

export function toOfficerMessage(officer: Officer): OfficerMessage {
  const { officerId, kind, state, person, serviceNumber, patrolUnitCode, registeredAt, demonstration } = officer;
  return {
    officerId,
    kind: kindNumber(kind),
    state: stateNumber(state),
    fullName: person.fullName,
    serviceNumber,
    phone: person.phone,
    patrolUnitCode,
    assignments: officer.assignments.map(({ beat, role, assignedAt }) => ({
      beat,
      role: roleNumber(role),
      assignedTime: assignedAt,
    })),
    registeredTime: registeredAt,
    demonstration,
  };
}
