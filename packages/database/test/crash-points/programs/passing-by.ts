import { armCrashPoint, crashPoint, readCrashPoint } from '@safe-community/database/crash-points';

const planned = readCrashPoint(process.env);
if (planned !== undefined) armCrashPoint(planned);
for (let pass = 1; pass <= 5; pass += 1) {
  crashPoint('relay.published');
  crashPoint('write.committed');
  console.log(`passed ${pass}`);
}
