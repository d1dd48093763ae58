import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredScopes, loadCallers } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { expect, it } from 'vitest';
import { OVERLAYS, render } from '../src/rendered/render.ts';

const policy = loadPolicy(BUILT_IN_POLICY, declaredScopes());

it.each(OVERLAYS)('the registry of callers of the overlay %s is one that services accept', (overlay) => {
  const [text, ...more] = render(overlay).flatMap(({ kind, data }) =>
    kind === 'ConfigMap' ? (data?.['callers.json'] ?? []) : [],
  );
  expect(more).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), 'safe-community-callers-'));
  const file = join(folder, 'callers.json');
  writeFileSync(file, text ?? '');
  const gateway = loadCallers(file, policy).get('gateway');
  rmSync(folder, { recursive: true });
  // It is on the internet: it reads nothing personal, and leaves the others their share of every service.
  expect(gateway?.roles).toEqual([policy.roles.get('public-page')]);
  expect(gateway).toMatchObject({ atOnce: { reads: 24, writes: 16 }, rates: { reads: { perSecond: 200 } } });
});
