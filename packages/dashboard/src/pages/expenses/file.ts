import { homeOf } from '../../home.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { notFound } from '../problem.tsx';

/** How a file is called for whoever keeps it, by what it is; nothing else is given away. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};
const RECEIPT = /^[a-z][a-z0-9-]{2,39}:expense-receipt:[0-9A-HJKMNP-TV-Z]{26}$/;

/** The file of a receipt, or with `?copy` the copy for everybody: fetched from its node as whoever is signed in there. */
export const receiptFile: PageDefinition = {
  path: '/receipts/:receipt',
  isPersonal: true,
  async show(visit) {
    const id = visit.params['receipt'] ?? '';
    if (!RECEIPT.test(id)) return notFound(visit);
    const node = homeOf(id);
    const token = visit.sessions.find((one) => one.node === node && one.tokenEndsAt > visit.now)?.token;
    const file = await visit.files.read(node, token, visit.query.has('copy') ? `${id}~copy` : id);
    if (file !== undefined && 'failed' in file) {
      return absent(visit, [{ code: 'HUB_UNAVAILABLE', message: '', node, reason: 'no-data' }]);
    }
    const ending = ENDINGS[file?.mediaType ?? ''];
    if (file === undefined || ending === undefined) return notFound(visit);
    return {
      fileName: `receipt-${id.slice(-26)}.${ending}`,
      type: file.mediaType,
      pieces: (async function* () {
        yield file.bytes;
      })(),
    };
  },
};
