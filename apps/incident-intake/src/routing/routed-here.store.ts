/**
 * Open incidents whose routing is kept up to date, word for word as in the index `incident_to_route`. What another
 * system sees to stays with whom it was routed to when it was imported, until a step is taken here; when it could not
 * be routed, it is once somebody comes.
 */
export const ROUTED_HERE = `
  state in ('received', 'reopened', 'triaged', 'dispatched', 'en_route', 'on_scene')
  and (source_system is null or due_at is not null or escalation_level > 0 or responsible_officer_id is null)`;
