import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { describe, expect, it } from 'vitest';
import { copyPostgres } from '../src/copy-postgres.ts';
import { findPostgres } from '../src/postgres-binaries.ts';

describe('copyPostgres', () => {
  it('makes a working copy, open to every user, with the library links that npm drops', () => {
    const folder = testFolder('binaries');
    const [packed, copy] = [join(folder, 'packed'), join(folder, 'cache/copy')];
    cpSync(findPostgres(), packed, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(readFileSync(join(packed, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    const library = join(packed, links[0]?.target.replace('native/', '') ?? '');
    rmSync(library);

    copyPostgres(packed, copy);
    expect(execFileSync(join(copy, 'bin/postgres'), ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL');
    expect(lstatSync(library.replace(packed, copy)).isSymbolicLink()).toBe(true);
    expect(statSync(join(copy, 'bin/postgres')).mode & 0o005).toBe(0o005);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['copy']);
  });
});
