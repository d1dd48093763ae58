import type { ServiceSources } from '../src/scorecard/service-promises.ts';

const NONE = { current: [], baselines: [] };

export const NOTHING_RELEASED: ServiceSources['released'] = {
  domestic_violence: NONE,
  visits_overdue: NONE,
  school_safety: NONE,
};
