import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';

export const OTHER_CATEGORY: CategoryPolicy = {
  category: 'other',
  name: { uk: 'Інше', en: 'Other' },
  defaultUrgency: 'normal',
  emergencyNumber: '',
  responders: ['police'],
  expected: OF_EMERGENCIES,
  attributes: [],
  retentionDays: RETENTION.usual,
  published: false,
};
