import { defineEntity, LockMode, p } from '@mikro-orm/postgresql';
import {
  brokenUniqueConstraint,
  prepared,
  unnested,
  type Column,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import type { Encrypted, Keyring } from '@safe-community/security/encryption';
import type { BatchStore } from '@safe-community/service-kit';
import { assignmentsOf } from './assignment.store.ts';
import { OFFICER_KINDS, OFFICER_STATES, type OfficerRecord, type OfficerState, type Versioned } from './officer.ts';
import { encryptPerson, type EncryptedOfficer } from './person.adapter.ts';
import { serviceNumberTaken, type Registered } from './registration.ts';

/** What other modules may join. */
export const OFFICER_ROWS = '(select officer_id, kind, state, place_code, registered_at from officer)';

/** An officer; the personal data is in the ciphertext. */
export const OfficerEntity = defineEntity({
  name: 'OfficerEntity',
  tableName: 'officer',
  properties: {
    officerId: p.uuid().primary(),
    kind: p.enum(OFFICER_KINDS),
    state: p.enum(OFFICER_STATES),
    serviceNumber: p.text(),
    /** None for community officers. */
    patrolUnitCode: p.text().nullable(),
    registeredAt: p.datetime(),
    /** Null after the erasure, like the next two. */
    keyId: p.text().nullable(),
    wrappedKey: p.blob().nullable(),
    ciphertext: p.blob().nullable(),
    version: p.integer(),
    placeCode: p.text().nullable(),
    policeUnitCode: p.text().nullable(),
    /** Of the certifications: see `nextExpiry`. */
    nextExpiry: p.date().nullable(),
    erasedAt: p.datetime().nullable(),
  },
});

export const OFFICER_TABLES: readonly string[] = [
  `create table officer (
       officer_id uuid primary key,
       kind text not null check (kind in ('community', 'patrol', 'district')),
       state text not null,
       service_number text not null constraint officer_service_number_key unique,
       patrol_unit_code text references patrol_unit,
       registered_at timestamptz not null,
       -- the first entry of the history of states: name of the calling system
       registered_by text not null,
       -- name and telephone, under a data key of the officer; an erased officer has no person, but keeps its counts,
       -- assignments, and states
       key_id text,
       wrapped_key bytea,
       ciphertext bytea,
       erased_at timestamptz,
       -- what an etag names
       version integer not null default 1,
       -- where the officer serves or is to serve: a hromada, or the oblast of a patrol unit; null if unknown
       place_code text,
       -- the police body of a community or district officer; its name in words is in the encrypted personnel record
       police_unit_code text,
       -- the first day on which a certification that is not renewed expires
       next_expiry date,
       check ((kind = 'patrol') = (patrol_unit_code is not null)),
       constraint officer_erased_as_a_whole
         check (num_nulls(key_id, wrapped_key, ciphertext) = case when erased_at is null then 0 else 3 end)
     )`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index officer_by_key on officer (key_id)`,
  // Needed by DISMISSED_ROWS (erasure.store.ts).
  `create index officer_to_be_erased on officer (officer_id) where state = 'dismissed' and erased_at is null`,
  // The levels of a KATOTTG code are its first digits: oblast 4, raion 6 characters. Needed by listStatement
  // (officer-list.store.ts).
  `create index officer_by_oblast on officer (left(place_code, 4), officer_id)`,
  // Needed by listStatement (officer-list.store.ts).
  `create index officer_by_raion on officer (left(place_code, 6), officer_id)`,
  // Needed by listStatement (officer-list.store.ts).
  `create index officer_by_place on officer (place_code, officer_id)`,
  // Needed by listStatement (officer-list.store.ts).
  `create index officer_by_unit on officer (patrol_unit_code, officer_id)`,
  // Needed by listStatement (officer-list.store.ts).
  `create index officer_by_kind_and_state on officer (kind, state, officer_id)`,
  // Needed by listStatement (officer-list.store.ts).
  `create index officer_by_expiry on officer (next_expiry, officer_id) where next_expiry is not null`,
  // Needed by listStatement (officer-list.store.ts).
  'create index officer_by_police_unit on officer (police_unit_code, officer_id)',
];

export const OFFICER_RIGHTS: Rights = {
  officer: {
    insert: true,
    insertOnly: ['registered_by'],
    // The key changes when keys are rotated.
    update: [
      'state',
      'service_number',
      'patrol_unit_code',
      'key_id',
      'wrapped_key',
      'ciphertext',
      'version',
      'place_code',
      'police_unit_code',
      'next_expiry',
      'erased_at',
    ],
    reader: {
      columns: ['officer_id', 'kind', 'state', 'patrol_unit_code', 'police_unit_code', 'place_code', 'registered_at'],
    },
  },
};

/** The officer, locked until the transaction ends. */
export async function lockOfficer(
  tx: EntityManager,
  officerId: string,
): Promise<(OfficerRecord & Versioned) | undefined> {
  const found = await tx.findOne(OfficerEntity, { officerId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found === null) return undefined;
  return {
    officerId: found.officerId,
    kind: found.kind,
    state: found.state,
    serviceNumber: found.serviceNumber,
    patrolUnitCode: found.patrolUnitCode ?? '',
    registeredAt: found.registeredAt,
    placeCode: found.placeCode ?? '',
    policeUnitCode: found.policeUnitCode ?? '',
    version: found.version,
    assignments: await assignmentsOf(tx, officerId),
  };
}

/** The state of an officer whom the transaction has locked. */
export async function saveState(tx: EntityManager, officerId: string, state: OfficerState): Promise<void> {
  const officer = await tx.findOneOrFail(OfficerEntity, { officerId });
  tx.assign(officer, { state, version: officer.version + 1 });
}

/** An officer serves in the hromada of their first beat, unless it is known where they serve. */
export async function settleOfficer(tx: EntityManager, officerId: string, hromadaCode: string): Promise<void> {
  const officer = await tx.findOneOrFail(OfficerEntity, { officerId });
  if (officer.placeCode === null) tx.assign(officer, { placeCode: hromadaCode, version: officer.version + 1 });
}

/** An officer to insert. */
export interface NewOfficer extends EncryptedOfficer {
  readonly encrypted: Encrypted;
  readonly placeCode: string;
  readonly policeUnitCode: string;
  readonly registeredBy: string;
}

export const NEW_OFFICER: readonly Column<NewOfficer>[] = [
  ['officer_id', 'uuid', ({ officerId }) => officerId],
  ['kind', 'text', ({ kind }) => kind],
  ['state', 'text', ({ state }) => state],
  ['service_number', 'text', ({ serviceNumber }) => serviceNumber],
  ['patrol_unit_code', 'text', ({ patrolUnitCode }) => patrolUnitCode || null],
  ['registered_at', 'timestamptz', ({ registeredAt }) => registeredAt],
  ['key_id', 'text', ({ encrypted }) => encrypted.keyId],
  ['wrapped_key', 'bytea', ({ encrypted }) => encrypted.wrappedKey],
  ['ciphertext', 'bytea', ({ encrypted }) => encrypted.ciphertext],
  ['place_code', 'text', ({ placeCode }) => placeCode || null],
  ['police_unit_code', 'text', ({ policeUnitCode }) => policeUnitCode || null],
  ['registered_by', 'text', ({ registeredBy }) => registeredBy],
];
const ROWS = unnested(NEW_OFFICER);

// In the order of the service numbers, so that two batches with the same numbers wait for each other instead of
// deadlocking.
const INSERT = prepared(`
  insert into officer (${ROWS.names})
  select * from ${ROWS.source} as new (${ROWS.names}) order by service_number`);

/** Some seconds of work; further callers are rejected and retry later. */
const MAX_QUEUE = 10_000;

/** Officers come by the thousand when a system is filled, so waiting writes share a commit. */
export function officerBatch(keyring: Keyring): BatchStore<Registered, NewOfficer> {
  return {
    toRow: (registered) => newOfficer(keyring, registered),
    insert: (officers) => ({ statement: INSERT, values: ROWS.valuesOf(officers) }),
    longestQueue: MAX_QUEUE,
    refusalOf: takenNumber,
  };
}

export function newOfficer(keyring: Keyring, { officer: { person, ...officer }, ...more }: Registered): NewOfficer {
  const { placeCode, policeUnitCode, registeredBy } = more;
  return {
    ...officer,
    placeCode,
    policeUnitCode,
    registeredBy,
    encrypted: encryptPerson(keyring, officer.officerId, person),
  };
}

/** The refusal for a service number that another officer has. */
export function takenNumber(error: unknown): Refusal | undefined {
  return brokenUniqueConstraint(error) === 'officer_service_number_key' ? serviceNumberTaken() : undefined;
}
