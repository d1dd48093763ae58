import { open, seal, type Keyring, type Sealed } from '@safe-community/vault';
import type { Incident, Personal } from '../../domain/incident.ts';
import type { Point } from '../../domain/place.ts';

/** The encrypted columns of an incident: absent when there is nothing personal to keep. */
export function sealPersonal(keyring: Keyring, { incidentId, personal }: Incident): Sealed | undefined {
  const { description, reporter, location } = personal;
  const fields: Record<string, string> = {};
  if (description !== '') fields['description'] = description;
  if (reporter !== undefined) Object.assign(fields, { fullName: reporter.fullName, phone: reporter.phone });
  if (location !== undefined) fields['location'] = `${location.latitude} ${location.longitude}`;
  return Object.keys(fields).length === 0 ? undefined : seal(keyring, incidentId, fields);
}

export function openPersonal(keyring: Keyring, incidentId: string, sealed: Sealed | undefined): Personal {
  if (sealed === undefined) return { description: '', reporter: undefined, location: undefined };
  const { description, fullName, phone, location } = open(keyring, incidentId, sealed);
  return {
    description: description ?? '',
    reporter: fullName === undefined ? undefined : { fullName, phone: phone ?? '' },
    location: location === undefined ? undefined : toPoint(location),
  };
}

function toPoint(text: string): Point {
  const [latitude = Number.NaN, longitude = Number.NaN] = text.split(' ').map(Number);
  return { latitude, longitude };
}
