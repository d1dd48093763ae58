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

/**
 * The requests as they were known at the end of a day, with the columns of footage_outcome.
 *
 * While replicas are replaced, those of the former version write no steps. What they write is known since the day that they keep,
 * and an appeal, of which they keep none, since the decision.
 */
export function knownRequests(knownOn: string): string {
  const step = (name: string) => `
    from footage_step step where step.footage_request_id = request.footage_request_id and step = '${name}'`;
  const known = `step.known_on <= ${knownOn}::date`;
  // Of a version that did not keep the day of receipt: known on it.
  const received = 'coalesce(request.known_on, received_on)';
  const decided = `coalesce(decided_known_on, ${received})`;
  return `(
    select kind, oblast_code, received_on, demonstration, decided.outcome, decided.late,
      exists (select ${step('overdue')} and ${known})
        or (overdue and coalesce(overdue_known_on, ${received}) <= ${knownOn}::date and not exists (select ${step('overdue')}))
        as overdue,
      exists (select ${step('appealed')} and ${known})
        or (appealed and decided.outcome is not null and not exists (select ${step('appealed')})) as appealed,
      coalesce(
        (select step.outcome ${step('appeal_decided')} and ${known} order by step.known_on desc limit 1),
        case when decided.outcome is not null and not exists (select ${step('appeal_decided')}) then appeal_outcome end
      ) as appeal_outcome
    from footage_outcome request
    left join lateral (
      select said.outcome, said.late from (
        select step.outcome, step.late, step.known_on, false as of_former ${step('decided')}
        union all
        select request.outcome, request.late, ${decided}, true
        where request.outcome is not null and not exists (select ${step('decided')} and step.known_on > ${decided})
      ) said
      where said.known_on <= ${knownOn}::date order by said.known_on desc, of_former desc limit 1
    ) decided on true
    where ${received} <= ${knownOn}::date)`;
}
