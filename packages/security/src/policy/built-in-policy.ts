import { fileURLToPath } from 'node:url';

/** The policy that applies unless an operator replaces it. */
export const BUILT_IN_POLICY = fileURLToPath(import.meta.resolve('@safe-community/security/policy.json'));
