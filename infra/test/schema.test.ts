import { describe, expect, it } from 'vitest';
import { nameOf, type KubernetesObject } from '../src/rendered/objects.ts';
import { OVERLAYS, render } from '../src/rendered/render.ts';
import { typeErrors } from '../src/schema/check-types.ts';
import { valueError } from '../src/schema/check-values.ts';

describe.each(OVERLAYS)('the overlay %s', (overlay) => {
  it('has no object with an unknown field or a wrong type', () => {
    expect(typeErrors(render(overlay))).toEqual([]);
  });

  it('has no value that its kind does not allow', async () => {
    const errors = await Promise.all(render(overlay).map(async (one) => [nameOf(one), await valueError(one)] as const));
    expect(errors.filter(([, error]) => error !== undefined)).toEqual([]);
  });

  it('has no duplicate names', () => {
    const names = render(overlay).map(
      ({ apiVersion, ...object }) => `${apiVersion} ${nameOf({ apiVersion, ...object })}`,
    );
    expect(names.length).toBe(new Set(names).size);
  });
});

describe('the checks', () => {
  const oneOfEach = [...new Map(render('rehearsal').map((object) => [object.kind, object])).values()].filter(
    ({ kind }) => kind !== 'Namespace' && kind !== 'ServiceAccount',
  );

  it('detect an unknown field in each kind', () => {
    const altered = oneOfEach.map((object) => ({ ...object, spec: { ...(object.spec as object), replicaz: 1 } }));
    expect(filesIn(typeErrors(altered as KubernetesObject[]))).toHaveLength(altered.length);
  });

  it('detect an invalid name in each kind', () => {
    const altered = oneOfEach.map((object) => ({
      ...object,
      metadata: { ...object.metadata, name: object.metadata.name, labels: 7 },
    }));
    expect(filesIn(typeErrors(altered as unknown as KubernetesObject[]))).toHaveLength(altered.length);
  });

  it('detect a missing nested field', () => {
    const [deployment] = render('production').filter(({ kind }) => kind === 'Deployment');
    const text = JSON.stringify(deployment).replace('"containerPort"', '"containerport"');
    expect(typeErrors([JSON.parse(text) as KubernetesObject]).join()).toContain('containerport"\' does not exist');
  });

  it('detect an invalid quantity', async () => {
    const [deployment] = render('production').filter(({ kind }) => kind === 'Deployment');
    const text = JSON.stringify(deployment).replace('"768Mi"', '"768 Mi"');
    expect(await valueError(JSON.parse(text) as KubernetesObject)).toContain('memory');
  });
});

function filesIn(errors: readonly string[]): string[] {
  return [...new Set(errors.map((error) => error.slice(0, error.indexOf('('))))];
}
