import { actorOf, appendAudit, PLAIN, type Calling } from '@safe-community/audit';
import { rows, type Database } from '@safe-community/database';
import { isRefused, type ClockAndIds, type Refusal } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import type { CustodyKind } from './custody-entry.ts';
import { appendCustody } from './custody.store.ts';

/** Who reads what of a recording, and why. */
interface Access {
  readonly recordingId: string;
  readonly kind: Extract<CustodyKind, 'view' | 'export'>;
  readonly reason: string;
  /** From where; empty if it was not given. */
  readonly place: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly by: Calling & { readonly method: string };
}

export interface AccessRecorder {
  /** Resolves when the access is on disk, or to why it cannot be. Return nothing before that, or if this fails. */
  record(access: Access): Promise<Refusal | undefined>;
}

/** Records reads, which have no transaction of their own, in the chain of custody and in the audit. */
export function accessRecorder(database: Database, keyring: Keyring, clock: ClockAndIds): AccessRecorder {
  return {
    record: ({ recordingId, kind, reason, place, facts = {}, by }) =>
      database.em.fork().transactional(async (tx) => {
        // A reader waits for the response: better none in time than one that was not recorded.
        await rows(tx, `set local lock_timeout = '3s'`);
        const at = clock.now();
        const actor = actorOf(by);
        const entry = { recordingId, kind, at, actor, facts, reason, place };
        const appended = await appendCustody(tx, keyring, [entry]);
        if (isRefused(appended)) return appended;
        await appendAudit(tx, [
          {
            ...PLAIN,
            ...actor,
            kind: 'sensitive-read',
            occurredAt: at,
            method: by.method.slice(1),
            requestId: clock.newId(at),
            subjectIds: [recordingId],
          },
        ]);
        return undefined;
      }),
  };
}
