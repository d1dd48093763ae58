/** What a rotation of keys needs: to find what lies under a former key, and to wrap it anew. */
export const KEY_ROTATION: readonly string[] = [
  `create index incident_by_key on incident (key_id) where key_id is not null`,
  `create index sensitive_read_by_key on sensitive_read (key_id)`,
  // The audit is written once all the same: which key wraps the key of a reason is no part of what was read, by whom
  // and why. Row by row, since only there the old and the new can be compared.
  `create function refuse_change_of_read() returns trigger language plpgsql as $$
   begin
     if to_jsonb(new) - array['key_id', 'wrapped_key'] is distinct from to_jsonb(old) - array['key_id', 'wrapped_key'] then
       raise exception 'the audit of reads is written once';
     end if;
     return new;
   end $$`,
  `drop trigger sensitive_read_written_once on sensitive_read`,
  `create trigger sensitive_read_written_once before delete or truncate on sensitive_read
     for each statement execute function refuse_change_of_audit()`,
  `create trigger sensitive_read_rewrapped_only before update on sensitive_read
     for each row execute function refuse_change_of_read()`,
];
