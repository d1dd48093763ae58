import { z } from 'zod';
import { MAPPING } from './schema.ts';

/** The JSON schema of mapping files. */
export function mappingSchema(): object {
  return z.toJSONSchema(MAPPING, {
    io: 'input',
    override({ jsonSchema }) {
      const written = jsonSchema['written'];
      if (written === undefined) return;
      delete jsonSchema['written'];
      // What is read as a text may be written as YAML allows.
      const { pattern } = jsonSchema;
      if (written === 'version') {
        delete jsonSchema.const;
        delete jsonSchema.type;
        jsonSchema.enum = [1, '1'];
      } else if (written === 'text') jsonSchema.type = ['string', 'number', 'boolean'] as never;
      else {
        delete jsonSchema.pattern;
        delete jsonSchema.enum;
        jsonSchema.type = written as 'number';
        if (written === 'integer' && pattern !== undefined) jsonSchema.minimum = 0;
      }
    },
  });
}
