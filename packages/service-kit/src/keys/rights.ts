import type { Rights } from '@safe-community/database';

/** The rights on the table of `migrations.ts`. Operators may see which keys there are. */
export const KEY_RIGHTS: Rights = {
  keyring_holder: { insert: true, update: true, delete: true },
};
