import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { about } from './variable.ts';

/**
 * The path of a file or folder. Returns it absolute; a relative path starts at the working directory.
 *
 * @param mustExist reject a path that this process cannot read now (the default).
 */
export function filePath({ mustExist = true }: { mustExist?: boolean } = {}) {
  const schema = z
    .string()
    .refine((path) => !path.includes('\0'))
    .transform((path) => resolve(path))
    .refine((path) => !mustExist || isReadable(path));
  return about(schema, {
    expects: mustExist ? 'the path of a file or folder that can be read' : 'a path',
    example: '/etc/safe-community/pki/ca.pem',
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
