import type { KubernetesObject } from '../rendered/objects.ts';
import { moduleOfType } from './type-of.ts';

type Model = new (data: object) => { validate(): void };

/**
 * What is wrong with the values of an object, by the validator that was made from the schema of its kind: quantities,
 * patterns, ranges, which types do not tell. Undefined when nothing is.
 */
export async function valueError(object: KubernetesObject): Promise<string | undefined> {
  const path = moduleOfType(object);
  // Of these there is a type of ours, and no validator.
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
