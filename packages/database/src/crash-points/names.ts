/** Every place at which a process can be made to die: the moments between two things that belong together. */
export const CRASH_POINTS = [
  // A write, alone or in a group: all is done, nothing committed; committed, and the caller not answered.
  'write.before-commit',
  'write.committed',
  // The relay: it has taken committed events from memory and published none of them; the broker has acknowledged a
  // batch, and the mark has not moved; the mark has moved.
  'relay.handed',
  'relay.published',
  'relay.marked',
  // A consumer: the effects are done, nothing committed; committed, and the reading not gone on.
  'consumer.before-commit',
  'consumer.committed',
  // Pruning of the ledger: a batch is deleted, nothing committed.
  'prune.before-commit',
  // A rotation of keys: some data keys are wrapped again, nothing committed.
  'rewrap.before-commit',
  // A mail: that it is handed over is committed, and the server has nothing of it; the server has answered, and the
  // answer is not stored.
  'mail.handed-over',
  'mail.sent',
  // Migrations: one of several has run, and nothing is committed.
  'migration.half-way',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

export function isCrashPoint(name: string): name is CrashPoint {
  return (CRASH_POINTS as readonly string[]).includes(name);
}
