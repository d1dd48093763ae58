import type { Beat } from '../domain/beat.ts';
import type { Officer } from '../domain/officer.ts';
import { responsibleDuty, type Duty } from '../domain/responsible.ts';
import type { Directory } from './ports.ts';
import { nobodyResponsible } from './refusals.ts';

export interface Responsible {
  readonly officer: Officer;
  readonly duty: Duty;
}

/** Who answers for a place now. `place` is a hromada, with or without one of its starosta districts. */
export function findResponsibleOfficer(directory: Directory, place: Beat): Responsible {
  const hromada = directory.dutiesOn({ hromadaCode: place.hromadaCode, starostaDistrictCode: '' });
  const district = place.starostaDistrictCode === '' ? [] : directory.dutiesOn(place);
  const duty = responsibleDuty(district, hromada);
  const officer = duty && directory.officer(duty.officerId);
  if (duty === undefined || officer === undefined) throw nobodyResponsible();
  return { officer, duty };
}
