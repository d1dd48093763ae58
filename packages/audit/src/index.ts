export { actorOf, type Calling } from './actor-of.ts';
export { PLAIN, type Actor, type EntryKind, type NewEntry } from './chain/entry.ts';
export { recordDenials, type DenialRecorder } from './denials/record-denials.ts';
export { auditService, recordAuditRead, type AuditPorts } from './api/audit-service.ts';
export { signCheckpoint, USUAL_PACE, type CheckpointPace } from './signing/sign-checkpoint.ts';
export type { SigningKey } from './signing/signing-key.ts';
export { appendAudit, auditStep, lockChain } from './store/append-audit.ts';
export { AUDIT_MIGRATIONS } from './store/migrations.ts';
