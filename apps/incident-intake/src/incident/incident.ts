import type { ExternalClassification, ResponderKind } from '../catalogue/module.ts';
import type { IncidentCase } from './incident-case.ts';
import type { Point } from './place.ts';

/** An accepted report with its status. */
export interface Incident extends IncidentCase {
  /** Whether the hromada follows from the point alone: near a border, it may be the neighbour. */
  readonly hromadaDerived: boolean;
  readonly source: Source | undefined;
  /** Who is alerted, according to the category and the report. */
  readonly alerted: readonly ResponderKind[];
  readonly catalogueRevision: number;
  /** A point that identifies nobody: absent for sensitive categories. */
  readonly openLocation: Point | undefined;
  /** Empty for sensitive categories. */
  readonly openAttributes: Attributes;
  readonly personal: Personal;
  /** The school that a new report names, and whether it is linked to it; absent in incidents that were stored before. */
  readonly school?: { readonly edrpou: string; readonly linked: boolean } | undefined;
}

export interface Person {
  readonly fullName: string;
  readonly phone: string;
}

/** A picture, sound or document that is stored elsewhere. */
export interface Attachment {
  readonly uri: string;
  /** SHA-256 of its content. */
  readonly sha256: Uint8Array;
  /** Empty if unknown. */
  readonly mediaType: string;
  /** 0 if unknown. */
  readonly sizeBytes: bigint;
}

/** Details that the category requires or allows, by their names in the catalogue. */
export type Attributes = Readonly<Record<string, string>>;

/** The system that an imported incident comes from, and its id there. */
export interface Source {
  readonly system: string;
  readonly externalId: string;
}

/** What only entitled callers may read; stored encrypted. */
export interface Personal {
  readonly description: string;
  readonly reporter: Person | undefined;
  readonly onBehalfOf: Person | undefined;
  readonly attachments: readonly Attachment[];
  /** The point of a sensitive incident. */
  readonly location: Point | undefined;
  /** The attributes of a sensitive incident. */
  readonly attributes: Attributes;
  /** The classification of a sensitive incident. */
  readonly externalClassification: ExternalClassification | undefined;
}

export const NOTHING_PERSONAL: Personal = {
  description: '',
  reporter: undefined,
  onBehalfOf: undefined,
  attachments: [],
  location: undefined,
  attributes: {},
  externalClassification: undefined,
};
