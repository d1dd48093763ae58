import { CHANNEL_COLUMNS } from './channel.ts';
import { NOT_SENSITIVE } from './counters.store.ts';

/** A counter of days, and its sums over months and years that are over. */
export interface CounterRows {
  readonly daily: string;
  readonly rolled: string;
}

const CELL_COUNTS = [
  'incidents',
  'killed',
  'injured',
  'defenders_killed',
  'defenders_injured',
  'children_killed',
  'children_injured',
  'outcomes_open',
  ...CHANNEL_COLUMNS,
].join(', ');

/** What happened to incidents, and how long it took. */
export const EVENT_ROWS: CounterRows = {
  daily: `(select measure, territory_code, day, category, known_on, value from event_count where ${NOT_SENSITIVE})`,
  rolled: `(select span, start, measure, territory_code, category, value from rolled_event_count where ${NOT_SENSITIVE})`,
};

export const DURATION_ROWS: CounterRows = {
  daily: `(select measure, territory_code, day, category, known_on, responder, bucket, value from duration_count
    where ${NOT_SENSITIVE})`,
  rolled: `(select span, start, measure, territory_code, category, responder, bucket, value from rolled_duration_count
    where ${NOT_SENSITIVE})`,
};

/** Incidents of a place, a day, and a category. */
export const CELL_ROWS: CounterRows = {
  daily: `(select territory_code, day, category, ${CELL_COUNTS} from incident_count where ${NOT_SENSITIVE})`,
  rolled: `(select span, start, territory_code, category, ${CELL_COUNTS} from rolled_incident_count where ${NOT_SENSITIVE})`,
};

/** What became known of cells on a later day than their own. */
export const REVISION_ROWS = `(select territory_code, day, category, known_on, ${CELL_COUNTS} from incident_revision
  where ${NOT_SENSITIVE})`;

/** The months and years whose sums are kept. */
export const PERIOD_ROWS = '(select span, start from rolled_period)';

/** The parts of cells whose report names a smaller place or an attribute. */
export const DETAIL_ROWS = `(select territory_code, day, category, known_on, settlement_code, starosta_district_code, attributes,
  incidents, killed, injured, defenders_killed, defenders_injured, children_killed, children_injured
  from detail_count where ${NOT_SENSITIVE})`;

/** Exact counts of sensitive categories. Never answer a caller with them: publish from them. */
export const SENSITIVE_ROWS = '(select measure, territory_code, day, category, known_on, value from sensitive_count)';
