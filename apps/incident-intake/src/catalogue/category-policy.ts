import type { ResponderKind } from './responder-kind.ts';
import type { Urgency } from './urgency.ts';
import type { Wording } from './wording.ts';
import type { AttributeRule } from './attribute-rule.ts';
import type { Category } from './category.ts';

/** How long each step may take from the step before, milliseconds. */
export interface ExpectedTimes {
  readonly toTriage: number;
  readonly toDispatch: number;
  readonly toScene: number;
  readonly toResolution: number;
}

/** What the system asks, expects and does for one category. */
export interface CategoryPolicy {
  readonly category: Category;
  readonly name: Wording;
  readonly defaultUrgency: Urgency;
  /** The number that the reporter should phone as well; empty where nothing burns. */
  readonly emergencyNumber: string;
  /** Who is alerted by every report of the category. */
  readonly responders: readonly ResponderKind[];
  readonly expected: Readonly<Record<Urgency, ExpectedTimes>>;
  readonly attributes: readonly AttributeRule[];
  /** How long personal data is kept after the end of the incident, days. */
  readonly retentionDays: number;
}
