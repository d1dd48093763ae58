/** What cannot be said of a statement of a file, as the comments say why. A text of SQL begins with its first words. */
type Known = Readonly<Record<string, readonly string[]>>;

/** Of all services. */
export const KNOWN: Known = {
  // Locked as 'issued': a check gives such a camera a holder and a time.
  'apps/camera-rollout/src/returns/recall.store.ts': ['"issued_at" may be null', '"officer_id" may be null'],
  // Null in an erased case: `caseCipher` refuses it first.
  'apps/incident-intake/src/domestic-violence/case-parts.store.ts': ['"sealed_request" may be null'],
  'apps/incident-intake/src/domestic-violence/violence-case.store.ts': ['"sealed_facts" may be null'],
  // The table is named after a month.
  'apps/incident-intake/src/incident/month-partitions.store.ts': [
    'relation "incident_1970_01" does not exist in with moved as',
  ],
  // A request without a kind was never received, so that its day is in no period.
  'apps/statistics/src/cameras/footage-outcomes.store.ts': ['"kind" may be null'],
  // Three kinds of rows, each declared beside its statement; compared by read-counters.int.test.ts.
  'apps/statistics/src/incidents/counter-rows.store.ts': ['unknown is what its rows are: its callers say it'],
  // The service hands in the part of retention; recordings.int.test.ts runs both.
  'apps/camera-rollout/src/recordings/recording-list.store.ts': [
    'unknown is its text: listOf(expiry)',
    'unknown is its text: `${LISTED(expiry)}',
  ],
  // A check sets them together with the share.
  'apps/statistics/src/trust/trust.store.ts': ['"high" may be null', '"low" may be null'],
};

/** Of the packages, which name the tables of their callers: in every service. */
export const KNOWN_OF_PACKAGES: Known = {
  // It returns what it has set.
  'packages/ledger/src/dead-letters/dead-letter-store.ts': ['"decided_at" may be null'],
  // All tables of a rebuild, by test/rebuild.int.test.ts of each service.
  'packages/ledger/src/rebuild/copied-tables.ts': [
    'unknown is its text: `analyze pg_temp.${name}`',
    'unknown is its text: `create temporary table ${name}',
    'unknown is its text: `delete from public.${name}',
    'unknown is its text: `insert into public.${name}',
  ],
  // Followed to its callers in camera-rollout, which alone has some.
  'packages/service-kit/src/dated-rules/add-once.ts': ['unknown is its text: `insert into ${escapeIdentifier(table)}'],
  // All tables with data keys, by the key-rotation test of each service that has some.
  'packages/service-kit/src/keys/count-data-keys.ts': [
    'unknown is its text: countIn(table)',
    'unknown is its text: keyIdsIn(table)',
  ],
  'packages/service-kit/src/keys/rewrap-portion.ts': [
    'unknown is its text: lockSome(table)',
    'unknown is its text: writeAll(table)',
  ],
};

/** Files of packages whose statements are followed to the callers that a service has. */
export const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  'camera-rollout': ['packages/service-kit/src/dated-rules/add-once.ts'],
};

/** Tables of the kit that not every service has. */
export const ABSENT_TABLES: Readonly<Record<string, readonly string[]>> = {
  'incident-intake': ['recorded_read'],
  'officer-registry': ['recorded_read'],
  statistics: ['recorded_read', 'keyring_holder'],
};
