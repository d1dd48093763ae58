import type { KubernetesObject } from '../rendered/objects.ts';
import { moduleOfType } from './type-of.ts';

type Model = new (data: object) => { validate(): void };

/**
 * Errors in the values of an object, by the validator generated from the schema of its kind: quantities, patterns,
 * ranges. Undefined if there are none.
 */
export async function valueError(object: KubernetesObject): Promise<string | undefined> {
  const path = moduleOfType(object);
  // We declare the types of these kinds ourselves, so they have no validator.
  if (path.startsWith('.')) return undefined;
  const module = (await import(path)) as Record<string, Model>;
  const model = module[object.kind];
  if (model === undefined) throw new Error(`${path} has no ${object.kind}`);
  try {
    new model(object).validate();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
