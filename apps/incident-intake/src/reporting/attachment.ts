import { checkEach, unless, type Violation } from '@safe-community/domain-kit';
import type { Attachment } from '../incident/module.ts';

const MOST = 20;
const LONGEST_URI = 500;
const LONGEST_MEDIA_TYPE = 100;
const DIGEST_BYTES = 32;
const LARGEST_BYTES = 10_000_000_000n;
/** RFC 6838, section 4.2. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/i;

export function checkAttachments(attachments: readonly Attachment[]): Violation[] {
  const field = 'report.attachments';
  if (attachments.length > MOST) return [{ field, rule: `must be at most ${MOST}` }];
  return checkEach(field, attachments, checkAttachment);
}

function checkAttachment({ uri, sha256, mediaType, sizeBytes }: Attachment): Violation[] {
  return [
    ...unless(
      uri.length <= LONGEST_URI && isPublicAddress(uri),
      'uri',
      `must be an https or s3 address without credentials, of at most ${LONGEST_URI} characters`,
    ),
    ...unless(sha256.length === DIGEST_BYTES, 'sha256', `must be ${DIGEST_BYTES} bytes`),
    ...unless(
      mediaType === '' || (mediaType.length <= LONGEST_MEDIA_TYPE && MEDIA_TYPE.test(mediaType)),
      'media_type',
      `must be "type/subtype", of at most ${LONGEST_MEDIA_TYPE} characters`,
    ),
    ...unless(sizeBytes <= LARGEST_BYTES, 'size_bytes', `must be at most ${LARGEST_BYTES}`),
  ];
}

/**
 * Only what RFC 3986 allows, because a parser would repair the rest. A URI must not grant access to what it identifies.
 */
function isPublicAddress(uri: string): boolean {
  if (!/^(?:https|s3):\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/.test(uri)) return false;
  const url = URL.parse(uri);
  return url !== null && url.hostname !== '' && url.username === '' && url.password === '';
}
