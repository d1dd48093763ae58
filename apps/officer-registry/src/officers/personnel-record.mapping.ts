import type {
  PersonnelRecord as PersonnelRecordMessage,
  Rank as RankMessage,
} from '@safe-community/contracts/officers/v1/officer_record.ts';
import type { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { unless, type Violation } from '@safe-community/domain-kit';
import { NOTHING_GIVEN, type OfficerData } from './officer-update.ts';
import { NO_RECORD, type PersonnelRecord, type Rank } from './personnel-record.ts';
import { fromProfileMessage } from './public-profile.mapping.ts';

export function toRecordMessage({
  ranks,
  languages,
  certifications,
  policeUnit,
}: PersonnelRecord): PersonnelRecordMessage {
  return {
    policeUnit,
    ranks: ranks.map((rank) => ({ ...rank })),
    languages: [...languages],
    certifications: certifications.map((certification) => ({ ...certification })),
  };
}

export function toRankMessage(rank: Rank): RankMessage {
  return { ...rank };
}

function fromRecordMessage(record: PersonnelRecordMessage | undefined): PersonnelRecord {
  return record ?? NO_RECORD;
}

/** The new values of an update, and the violations of what has no word in the domain. */
export function fromUpdateMessage(officer: OfficerUpdate | undefined): {
  readonly given: OfficerData;
  readonly violations: readonly Violation[];
} {
  if (officer === undefined) return { given: NOTHING_GIVEN, violations: unless(false, 'officer', 'must be given') };
  const { fullName, phone, serviceNumber, servicePlaceCode, record, publicProfile } = officer;
  const { profile, violations } = fromProfileMessage(publicProfile, 'officer.public_profile');
  return {
    given: {
      person: { fullName, phone },
      serviceNumber,
      placeCode: servicePlaceCode,
      patrolUnitCode: officer.patrolUnitCode,
      policeUnitCode: officer.policeUnitCode,
      record: fromRecordMessage(record),
      profile,
    },
    violations,
  };
}
