import { prepared, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';

/** What happens to a request after its receipt. */
type FootageStep = 'decided' | 'overdue' | 'appealed' | 'appeal_decided';

/**
 * What was known of requests on which day; footage_outcome has what is known now. A request that was reopened is decided twice, and
 * both decisions stay.
 */
export const STEP_TABLES: readonly string[] = [
  `create table footage_step (
     footage_request_id uuid not null,
     step text not null,
     -- the day on which camera-rollout recorded it
     known_on date not null,
     -- of a decision, and of one about an appeal
     outcome text,
     -- of a decision
     late boolean,
     primary key (footage_request_id, step, known_on)
   )`,
];

const KEY = ['footage_request_id', 'step', 'known_on'];

export const STEP_RIGHTS: Rights = {
  footage_step: {
    rebuiltFrom: 'cameras',
    insert: true,
    update: ['outcome', 'late'],
    delete: true,
    reader: { columns: ['step', 'known_on', 'outcome', 'late'] },
  },
};

interface StepOfRequest {
  readonly footageRequestId: string;
  readonly knownOn: Day;
  readonly outcome?: string;
  readonly isLate?: boolean;
}

/** Of several of a day, the last counts. */
export function saveSteps(step: FootageStep, requests: readonly StepOfRequest[]): Step {
  // One statement cannot write a row twice.
  const last = [...new Map(requests.map((each) => [`${each.footageRequestId} ${each.knownOn}`, each])).values()];
  return {
    statement: SAVE,
    values: [
      step,
      last.map(({ footageRequestId }) => footageRequestId),
      last.map(({ knownOn }) => knownOn),
      last.map(({ outcome = null }) => outcome),
      last.map(({ isLate = null }) => isLate),
    ],
  };
}

const SAVE = prepared(`
  insert into footage_step (footage_request_id, step, known_on, outcome, late)
  select id, $1, known_on, outcome, late
  from unnest($2::uuid[], $3::date[], $4::text[], $5::boolean[]) as taken (id, known_on, outcome, late)
  on conflict (${KEY.join(', ')}) do update set outcome = excluded.outcome, late = excluded.late`);
