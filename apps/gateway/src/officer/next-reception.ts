import { addDays, kyivDay, kyivTimeOfDay, weekdayOf } from '@safe-community/domain-kit';
import type { OfficerProfile } from './officer.ts';

type OfficeHours = OfficerProfile['officeHours'][number];

interface Reception {
  /** "2026-12-02" */
  readonly day: string;
  readonly hours: OfficeHours;
}

const DAYS_OF_WEEK = 7;

/** The next office hours that are not over, those of today included; undefined without any. Holidays are not known. */
export function nextReception(officeHours: readonly OfficeHours[], now: Date): Reception | undefined {
  const time = kyivTimeOfDay(now);
  for (let ahead = 0; ahead <= DAYS_OF_WEEK; ahead += 1) {
    const day = addDays(kyivDay(now), ahead);
    const [hours] = officeHours
      .filter((each) => each.weekday === weekdayOf(day) && (ahead > 0 || each.closes > time))
      .toSorted((one, other) => (one.opens < other.opens ? -1 : 1));
    if (hours !== undefined) return { day, hours };
  }
  return undefined;
}
