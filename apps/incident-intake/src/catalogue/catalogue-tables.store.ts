/** What held of the catalogue from when on. By it every incident's catalogue_revision can be looked up. */
export const CATALOGUE_TABLES: readonly string[] = [
  `create table catalogue_revision (
     revision integer primary key check (revision > 0),
     effective_at timestamptz not null,
     changed_by text not null,
     note text not null,
     -- SHA-256 of the policies, hexadecimal
     digest text not null,
     -- the policies
     body jsonb not null
   )`,
  `create function refuse_change_of_catalogue() returns trigger language plpgsql as $$
   begin
     raise exception 'a revision of the catalogue is written once';
   end $$`,
  `create trigger catalogue_revision_written_once before update or delete or truncate on catalogue_revision
     for each statement execute function refuse_change_of_catalogue()`,
];
