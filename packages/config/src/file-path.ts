import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { about } from './variable.ts';

/**
 * A path of a file or folder. Gives it absolute, relative ones taken from the working directory.
 *
 * @param mustExist refuse a path that this process cannot read now (the default).
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
