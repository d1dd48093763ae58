import { decrypt, digest, encrypt, type Keyring, type Encrypted } from '@safe-community/security/encryption';
import type { ExternalClassification } from '../catalogue/module.ts';
import {
  NOTHING_PERSONAL,
  type Attachment,
  type Attributes,
  type Incident,
  type Person,
  type Personal,
} from './incident.ts';
import type { Point } from './place.ts';

/** The encrypted columns of an incident; absent if there is no personal data. */
export function encryptPersonal(keyring: Keyring, { incidentId, personal }: Incident): Encrypted | undefined {
  const { description, reporter, location, onBehalfOf, attachments, attributes, externalClassification } = personal;
  const fields: Record<string, string> = {};
  if (description !== '') fields['description'] = description;
  if (reporter !== undefined) Object.assign(fields, { fullName: reporter.fullName, phone: reporter.phone });
  if (location !== undefined) fields['location'] = `${location.latitude} ${location.longitude}`;
  if (onBehalfOf !== undefined) fields['onBehalfOf'] = JSON.stringify(onBehalfOf);
  if (attachments.length > 0) fields['attachments'] = JSON.stringify(attachments.map(toStored));
  if (Object.keys(attributes).length > 0) fields['attributes'] = JSON.stringify(attributes);
  if (externalClassification !== undefined) fields['classification'] = JSON.stringify(externalClassification);
  return Object.keys(fields).length === 0 ? undefined : encrypt(keyring, incidentId, fields);
}

export function decryptPersonal(keyring: Keyring, incidentId: string, encrypted: Encrypted | undefined): Personal {
  if (encrypted === undefined) return NOTHING_PERSONAL;
  const fields = decrypt(keyring, incidentId, encrypted);
  const {
    description = '',
    fullName,
    phone = '',
    location,
    onBehalfOf,
    attachments = '[]',
    attributes = '{}',
    classification,
  } = fields;
  return {
    description,
    reporter: fullName === undefined ? undefined : { fullName, phone },
    location: location === undefined ? undefined : toPoint(location),
    onBehalfOf: onBehalfOf === undefined ? undefined : (JSON.parse(onBehalfOf) as Person),
    attachments: (JSON.parse(attachments) as StoredAttachment[]).map(toAttachment),
    attributes: JSON.parse(attributes) as Attributes,
    externalClassification:
      classification === undefined ? undefined : (JSON.parse(classification) as ExternalClassification),
  };
}

interface StoredAttachment {
  readonly uri: string;
  /** base64 */
  readonly sha256: string;
  readonly mediaType: string;
  readonly sizeBytes: string;
}

function toStored({ uri, sha256, mediaType, sizeBytes }: Attachment): StoredAttachment {
  return { uri, sha256: Buffer.from(sha256).toString('base64'), mediaType, sizeBytes: String(sizeBytes) };
}

function toAttachment({ uri, sha256, mediaType, sizeBytes }: StoredAttachment): Attachment {
  return { uri, sha256: Buffer.from(sha256, 'base64'), mediaType, sizeBytes: BigInt(sizeBytes) };
}

function toPoint(text: string): Point {
  const [latitude = Number.NaN, longitude = Number.NaN] = text.split(' ').map(Number);
  return { latitude, longitude };
}

/** A digest for finding the reports of a phone number; undefined if the reporter gave none. */
export function reporterDigest(keyring: Keyring, { reporter }: Personal): Buffer | undefined {
  return reporter === undefined || reporter.phone === '' ? undefined : phoneDigest(keyring, reporter.phone);
}

/** @param phone in the stored form of phone numbers: `toE164`. */
export function phoneDigest(keyring: Keyring, phone: string): Buffer {
  return digest(keyring, phone);
}
