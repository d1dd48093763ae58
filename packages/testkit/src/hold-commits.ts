/** Runs a statement in the database of the test, as a superuser. */
type Sql = (statement: string) => Promise<Record<string, unknown>[]>;

/** Transactions that are complete except for their commit. */
export interface HeldCommits {
  /** Number of commits held now. */
  held(): Promise<number>;
  /** Lets all held and later transactions commit. */
  release(): Promise<void>;
  /** Makes all held and later commits fail: their transactions are rolled back. */
  fail(): Promise<void>;
}

/** Holds the commit of every transaction that inserts into a table, after its statements have completed. */
export async function holdCommits(sql: Sql, table: string): Promise<HeldCommits> {
  await sql('create table commit_gate (state text not null)');
  await sql(`insert into commit_gate values ('held')`);
  // Each query has its own snapshot, so that it sees the gate open.
  await sql(
    `create function pass_commit_gate() returns trigger language plpgsql security definer as $$
     begin
       while (select state from public.commit_gate) = 'held' loop perform pg_sleep(0.01); end loop;
       if (select state from public.commit_gate) = 'failed' then raise exception 'the commit fails'; end if;
       return null;
     end $$`,
  );
  await sql(
    `create constraint trigger commit_gate after insert on ${table} deferrable initially deferred
     for each row execute function pass_commit_gate()`,
  );
  return {
    // The trigger runs at the commit only, also where the commit is implied and has no statement of its own.
    async held() {
      const [found] = await sql(
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and wait_event = 'PgSleep'`,
      );
      return Number(found?.['count']);
    },
    release: async () => void (await sql(`update commit_gate set state = 'open'`)),
    fail: async () => void (await sql(`update commit_gate set state = 'failed'`)),
  };
}
