import { fileURLToPath } from 'node:url';

/** The policy that holds where an operator has put no other in its place. */
export const BUILT_IN_POLICY = fileURLToPath(import.meta.resolve('@safe-community/security/policy.json'));
