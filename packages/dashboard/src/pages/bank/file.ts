import { tokensOf } from '../../acts/act.ts';
import { homeOf } from '../../home.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { PaymentXml } from './bank.generated.ts';

/** What a bank is told to pay, pain.001: for who keeps the books, once two people want it sent. */
export const paymentFile: PageDefinition = {
  path: '/payment-files/:file',
  isPersonal: true,
  async show(visit) {
    const id = visit.params['file'] ?? '';
    const { data, errors } = await visit.graph.ask(PaymentXml, { hub: homeOf(id), file: id }, tokensOf(visit));
    const xml = data?.hub?.bank?.paymentFile?.xml;
    if (xml == null) return absent(visit, errors);
    return {
      fileName: `pain.001-${id.slice(-26)}.xml`,
      type: 'application/xml; charset=utf-8',
      pieces: (async function* () {
        yield xml;
      })(),
    };
  },
};
