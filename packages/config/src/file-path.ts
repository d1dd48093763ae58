import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { variable } from './variable.ts';

/**
 * The path of a file or folder. Returns it absolute; a relative path starts at the working directory.
 *
 * @param mustExist reject a path that this process cannot read now (the default).
 */
export function filePath({ mustExist = true }: { mustExist?: boolean } = {}) {
  const expects = mustExist ? 'the path of a file or folder that can be read' : 'a path';
  return variable<string>({ expects, example: '/etc/safe-community/pki/ca.pem' }, (raw) => {
    const path = raw.includes('\0') ? undefined : resolve(raw);
    return path !== undefined && (!mustExist || isReadable(path)) ? path : undefined;
  });
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
