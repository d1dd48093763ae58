import { z } from 'zod';

/** What a person needs to know to set a variable right. */
export interface About {
  /** Completes the sentence "it must be …". */
  expects: string;
  /** A value that would do; for a secret, one that is obviously made up. */
  example: string;
  /** A secret variable's value is never printed. */
  isSecret: boolean;
}

const registry = z.registry<About>();

/** Attaches to a schema what an error says about it. Returns the same schema. */
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
 * What is known about a schema, also when it is wrapped by `.optional()` or `.default()`.
 * A schema that no helper made is treated as a secret: it may hold anything.
 */
export function aboutVariable(schema: z.ZodType): About {
  const known = registry.get(schema);
  if (known) return known;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return aboutVariable(schema.unwrap() as z.ZodType);
  }
  return { expects: schema.description ?? 'valid', example: '…', isSecret: true };
}
