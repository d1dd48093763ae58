import type { Rights } from '@safe-community/database';

/** What a service does with the table of `migrations.ts`; which keys there are is for operators to see. */
export const KEY_RIGHTS: Rights = {
  keyring_holder: { insert: true, update: true, delete: true },
};
