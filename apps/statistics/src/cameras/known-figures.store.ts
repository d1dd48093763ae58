/**
 * Of each unit and day, the last counts of compliance that were known at the end of a day.
 *
 * @param knownOn the parameter with the day of knowledge: "$3".
 */
export function latestCompliance(knownOn: string): string {
  return `(
    select distinct on (unit_code, day) * from camera_compliance_vintage
    where known_on <= ${knownOn}::date order by unit_code, day, counted_at desc, known_on desc)`;
}

/**
 * The units with their last figures of coverage until a day, as a part of "from".
 *
 * @param day an expression of an earlier part of the same "from".
 * @param knownOn as known at the end of this day; undefined: as known now.
 */
export function coverageUntil(day: string, knownOn?: string): string {
  const [table, known, latest] =
    knownOn === undefined
      ? ['camera_coverage_day', '', '']
      : ['camera_coverage_vintage', `and stored.known_on <= ${knownOn}::date`, ', changed_at desc, known_on desc'];
  // For each day and unit, the primary key leads to a row: the vintages of three years may be many.
  return `
    (select distinct unit_code from ${table}) unit
    cross join lateral (
      select * from ${table} stored
      where stored.unit_code = unit.unit_code and stored.day <= ${day} ${known}
      order by stored.day desc${latest} limit 1
    ) covered`;
}

/** The requests as they were known at the end of a day, with the columns of footage_outcome. */
export function knownRequests(knownOn: string): string {
  const step = (name: string) => `
    from footage_step step
    where step.footage_request_id = request.footage_request_id and step = '${name}' and step.known_on <= ${knownOn}::date`;
  return `(
    select kind, oblast_code, received_on, decided.outcome, decided.late,
      exists (select ${step('overdue')}) as overdue, exists (select ${step('appealed')}) as appealed,
      (select step.outcome ${step('appeal_decided')} order by step.known_on desc limit 1) as appeal_outcome
    from footage_outcome request
    left join lateral (
      select step.outcome, step.late ${step('decided')} order by step.known_on desc limit 1
    ) decided on true
    where request.known_on <= ${knownOn}::date)`;
}
