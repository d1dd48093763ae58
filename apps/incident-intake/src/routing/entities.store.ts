import { defineEntity, p } from '@mikro-orm/postgresql';

/** Who is on which beat, from the registry's events. */
export const BeatOfficer = defineEntity({
  name: 'BeatOfficer',
  tableName: 'beat_officer',
  properties: {
    hromadaCode: p.string().primary(),
    /** Empty for the hromada as a whole. */
    districtCode: p.string().primary(),
    officerId: p.uuid().primary(),
    role: p.enum(['primary', 'deputy'] as const),
    /** Answers now: in active service. */
    active: p.boolean(),
    /** Of several deputies the one who was assigned first answers. */
    assignedAt: p.datetime(),
  },
});

/** Hromadas and cities that the registry listed beyond the built-in table. */
export const ListedUnit = defineEntity({
  name: 'ListedUnit',
  tableName: 'listed_unit',
  properties: {
    code: p.string().primary(),
    oblastCode: p.string(),
  },
});
