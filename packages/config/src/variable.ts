import { z } from 'zod';

/** What a person needs to know to set a variable correctly. */
export interface About {
  /** Completes the sentence "it must be …". */
  expects: string;
  /** A valid value; for a secret, an obviously invented one. */
  example: string;
  /** A secret variable's value is never printed. */
  isSecret: boolean;
}

const registry = z.registry<About>();

/** Attaches to a schema what an error message says about it. Returns the same schema. */
export function about<S extends z.ZodType>(schema: S, details: Omit<About, 'isSecret'> & { isSecret?: boolean }): S {
  registry.add(schema, { isSecret: false, ...details });
  return schema;
}

/** Marks a variable whose value must never be printed. */
export function secret<S extends z.ZodType>(schema: S): S {
  registry.add(schema, { ...aboutVariable(schema), isSecret: true });
  return schema;
}

/**
 * The details of a schema, also if it is wrapped by `.optional()` or `.default()`. A schema without details counts as a
 * secret, because it may contain anything.
 */
export function aboutVariable(schema: z.ZodType): About {
  const known = registry.get(schema);
  if (known) return known;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return aboutVariable(schema.unwrap() as z.ZodType);
  }
  return { expects: schema.description ?? 'valid', example: '…', isSecret: true };
}
