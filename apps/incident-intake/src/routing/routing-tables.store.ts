/** What keeps the routing of open incidents up to date. */
export const ROUTING_TABLES: readonly string[] = [
  // Of several deputies the one who was assigned first answers. Of those heard before, nobody knows.
  `alter table beat_officer add column assigned_at timestamptz not null default to_timestamp(0)`,
  // Hromadas whose open incidents are to be looked at; emptied as that is done.
  `create table changed_beats (
     hromada_code text primary key,
     cause text not null
   )`,
  // The condition stands in routing/routed-here.ts as well: it must be the same for the index to be used.
  `create index incident_to_route on incident (hromada_code, incident_id)
     where state in ('received', 'reopened', 'triaged', 'dispatched', 'en_route', 'on_scene')
       and (source_system is null or due_at is not null or escalation_level > 0 or responsible_officer_id is null)`,
];
