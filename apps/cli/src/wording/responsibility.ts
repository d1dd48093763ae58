import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { ResponsibilityReason as Reason } from '@safe-community/contracts/officers/v1/responsibility.ts';
import { words } from './words.ts';

export const ROLES = words([
  [AssignmentRole.PRIMARY, 'primary', 'основний офіцер', 'primary officer'],
  [AssignmentRole.DEPUTY, 'deputy', 'заступник'],
  [AssignmentRole.DISTRICT, 'district', 'дільничний офіцер', 'district officer'],
]);

export const REASONS = words([
  [Reason.PRIMARY, 'primary', 'основний офіцер дільниці на службі', 'the primary of the beat is active'],
  [Reason.DEPUTY_NO_PRIMARY, 'no-primary', 'дільниця не має основного офіцера', 'the beat has no primary officer'],
  [
    Reason.DEPUTY_PRIMARY_AWAY,
    'primary-away',
    'основний офіцер дільниці відсутній',
    'the primary officer of the beat is away',
  ],
  [
    Reason.DISTRICT_NO_OFFICER,
    'no-officer',
    'жодна дільниця цього місця не має офіцера громади',
    'no beat of the place has a community officer',
  ],
  [
    Reason.DISTRICT_OFFICERS_AWAY,
    'officers-away',
    'офіцери громади цього місця відсутні',
    'the community officers of the place are away',
  ],
]);
