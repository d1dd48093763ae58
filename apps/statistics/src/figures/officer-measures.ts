import { officers, type Measure } from './measure.ts';

/** Officers by stage. */
export const OFFICER_MEASURES: readonly Measure[] = [
  officers('community_officers_candidate', ['community', 'candidate'], {
    nameUk: 'Кандидати в офіцери громад',
    nameEn: 'Candidates for community officers',
    definitionUk: 'Кандидати в офіцери громад.',
    definition: 'Candidates for community officers.',
  }),
  officers('community_officers_selection', ['community', 'selection'], {
    nameUk: 'Офіцери громад на відборі',
    nameEn: 'Community officers in selection',
    definitionUk: 'Майбутні офіцери громад на відборі.',
    definition: 'Future community officers in selection.',
  }),
  officers('community_officers_training', ['community', 'training'], {
    nameUk: 'Офіцери громад на навчанні',
    nameEn: 'Community officers in training',
    definitionUk: 'Майбутні офіцери громад на навчанні.',
    definition: 'Future community officers in training.',
  }),
  officers('community_officers_active', ['community', 'active'], {
    nameUk: 'Діючі офіцери громад',
    nameEn: 'Active community officers',
    definitionUk: 'Офіцери громад на службі, з дільницею чи без неї.',
    definition: 'Community officers in active service, with or without a beat.',
  }),
  officers('community_officers_on_leave', ['community', 'on_leave'], {
    nameUk: 'Офіцери громад у відпустці',
    nameEn: 'Community officers on leave',
    definitionUk: 'Офіцери громад у відпустці.',
    definition: 'Community officers on leave.',
  }),
  officers('community_officers_suspended', ['community', 'suspended'], {
    nameUk: 'Відсторонені офіцери громад',
    nameEn: 'Suspended community officers',
    definitionUk: 'Офіцери громад, відсторонені від служби.',
    definition: 'Community officers who are suspended.',
  }),
  officers('district_officers_active', ['district', 'active'], {
    nameUk: 'Діючі дільничні офіцери',
    nameEn: 'Active district officers',
    definitionUk: 'Дільничні офіцери на службі.',
    definition: 'District officers in active service.',
  }),
  officers('patrol_officers_active', ['patrol', 'active'], {
    nameUk: 'Діючі патрульні',
    nameEn: 'Active patrol officers',
    definitionUk: 'Патрульні на службі.',
    definition: 'Patrol officers in active service.',
  }),
];
