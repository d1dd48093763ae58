import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, stateRoot } from '@safe-community/local-stack/state';
import { activateKey, addKeyFile, removeKeyFile } from '@safe-community/security/encryption';
import { keysDirOf } from './keys-dir.ts';
import { say } from '../terminal/language.ts';

/** Changes the keys of the services: in the folders of a local run, or by instructing an operator. */
export interface KeyFolders {
  /** Makes the change, or prints what to do. All methods are idempotent. */
  add(service: string, keyId: string): void;
  activate(service: string, keyId: string): void;
  remove(service: string, keyId: string): void;
  /** How long services may take to load the change, milliseconds; absent when an operator makes it. */
  readonly withinMs?: number;
}

/** Services poll every two seconds and need two polls. */
const LOCAL_WITHIN_MS = 60_000;

/** The folders of a local run, if there is one on this machine. */
export function localKeyFolders(home: string | undefined, env = process.env): KeyFolders | undefined {
  const root = stateRoot(home === undefined ? env : { ...env, SAFE_COMMUNITY_HOME: home });
  const folderOf = (name: string): string | undefined => {
    const service = SERVICES.find((known) => known === name);
    return service && keysDirOf(root, service);
  };
  if (!existsSync(join(root.dir, 'keys'))) return undefined;
  const required = (service: string): string => {
    const folder = folderOf(service);
    if (folder === undefined) throw new Error(`${service} is not a service of a local run`);
    return folder;
  };
  return {
    add(service, keyId) {
      const folder = required(service);
      if (!existsSync(join(folder, `${keyId}.key`))) addKeyFile(folder, keyId);
    },
    activate: (service, keyId) => activateKey(required(service), keyId),
    remove: (service, keyId) => removeKeyFile(required(service), keyId),
    withinMs: LOCAL_WITHIN_MS,
  };
}

/** For a system with externally managed keys, such as a mounted secret. */
export function foldersByHand(tell: (line: string) => void): KeyFolders {
  return {
    add: (service, keyId) =>
      tell(
        say({
          uk: `${service}: додайте до її ключів (KEYS_DIR) файл ${keyId}.key з правами 0440 або меншими та виводом: head -c 32 /dev/urandom | base64`,
          en: `${service}: add the file ${keyId}.key to its keys (KEYS_DIR), mode 0440 or less, with the output of: head -c 32 /dev/urandom | base64`,
        }),
      ),
    activate: (service, keyId) =>
      tell(
        say({
          uk: `${service}: запишіть до файлу "active" її ключів: ${keyId}`,
          en: `${service}: write into the file "active" of its keys: ${keyId}`,
        }),
      ),
    remove: (service, keyId) =>
      tell(
        say({
          uk: `${service}: вилучіть файл ${keyId}.key з її ключів`,
          en: `${service}: remove the file ${keyId}.key from its keys`,
        }),
      ),
  };
}
