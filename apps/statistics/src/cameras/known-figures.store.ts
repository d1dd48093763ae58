/**
 * Of each unit and day, the last figures that were known at the end of a day.
 *
 * @param knownOn the parameter with the day of knowledge: "$3".
 */
export function latestVintage(table: string, time: string, knownOn: string): string {
  return `(
    select distinct on (unit_code, day) * from ${table}
    where known_on <= ${knownOn}::date order by unit_code, day, ${time} desc, known_on desc)`;
}

/** The requests as they were known at the end of a day, with the columns of footage_outcome. */
export function knownRequests(knownOn: string): string {
  const step = (name: string) => `
    from footage_step step
    where step.footage_request_id = request.footage_request_id and step = '${name}' and step.known_on <= ${knownOn}::date`;
  const last = (name: string) => `(select outcome, late ${step(name)} order by step.known_on desc limit 1)`;
  // Of a version that did not keep the day of receipt: known on it.
  return `(
    select kind, oblast_code, received_on, demonstration, decided.outcome, decided.late,
      exists (select ${step('overdue')}) as overdue, exists (select ${step('appealed')}) as appealed,
      appeal.outcome as appeal_outcome
    from footage_outcome request
    left join lateral ${last('decided')} decided on true
    left join lateral ${last('appeal_decided')} appeal on true
    where coalesce(request.known_on, received_on) <= ${knownOn}::date)`;
}
