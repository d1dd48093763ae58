/** Every place where a process can be made to crash: between two steps that belong together. */
export const CRASH_POINTS = [
  // A write, alone or in a batch: everything executed but not committed; committed but not answered.
  'write.before-commit',
  'write.committed',
  // The relay: the broker has acknowledged a batch, but the mark has not moved.
  'relay.published',
  // A consumer: the effects executed but not committed; committed, before the next batch.
  'consumer.before-commit',
  'consumer.committed',
  // Pruning of the ledger: a batch deleted but not committed.
  'prune.before-commit',
  // Key rotation: some data keys rewrapped but not committed.
  'rewrap.before-commit',
  // Migrations: one of several executed, nothing committed.
  'migration.half-way',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

export function isCrashPoint(name: string): name is CrashPoint {
  return (CRASH_POINTS as readonly string[]).includes(name);
}
