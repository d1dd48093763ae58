import { checkEach, unless, type Violation } from '@safe-community/domain-kit';
import type { Attachment } from '../incident/module.ts';

const MOST = 20;
const MAX_URI_LENGTH = 500;
const MAX_MEDIA_TYPE_LENGTH = 100;
const DIGEST_BYTES = 32;
const MAX_BYTES = 10_000_000_000n;
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
      uri.length <= MAX_URI_LENGTH && isPublicAddress(uri),
      'uri',
      `must be an https or s3 address without credentials, of at most ${MAX_URI_LENGTH} characters`,
    ),
    ...unless(sha256.length === DIGEST_BYTES, 'sha256', `must be ${DIGEST_BYTES} bytes`),
    ...unless(
      mediaType === '' || (mediaType.length <= MAX_MEDIA_TYPE_LENGTH && MEDIA_TYPE.test(mediaType)),
      'media_type',
      `must be "type/subtype", of at most ${MAX_MEDIA_TYPE_LENGTH} characters`,
    ),
    ...unless(sizeBytes <= MAX_BYTES, 'size_bytes', `must be at most ${MAX_BYTES}`),
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
