export { ChainCheck, type Counted, type ExportedEntry } from './check-chain.ts';
export type { Trust } from './check-checkpoints.ts';
export { checkpointStatement, isSigned, keyIdOf, type AuditCheckpoint } from './checkpoint.ts';
export { entryDigest } from './entry-digest.ts';
export { ENTRY_KINDS, PLAIN, type Actor, type AuditEntry, type EntryKind, type NewEntry } from './entry.ts';
export { wordsOf, type Finding, type Problem } from './finding.ts';
export { digestOf, linkHash, NO_HASH, type AuditLink } from './link.ts';
