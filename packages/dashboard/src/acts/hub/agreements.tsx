import { dayOf } from '@hubgraph/kernel';
import { Day, Id, T, Written } from '../../components/words.tsx';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { AgreementForm, OfferForm, OfferTrademarkAgreement, SignTrademarkAgreement } from './agreements.generated.ts';

const YEAR_MS = 365 * 86_400_000;

/** The Basic Support System offers a hub the use of the marks. */
export const offerAgreement: ActDefinition = {
  name: 'offerAgreement',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(OfferForm, { hub: id }, tokensOf(visit));
    const hub = data?.hub;
    if (hub == null) return null;
    return {
      node: 'trademark',
      permission: hub.trademarkPermissions?.offerAgreement ?? null,
      about: (
        <p>
          <T id="act.offerAgreement.about" hub={<bdi key="hub">{hub.name ?? id}</bdi>} />
        </p>
      ),
      fields: [
        { kind: 'day', name: 'validFrom', label: 'validFrom' },
        { kind: 'day', name: 'validTo', label: 'validTo', hint: 'validToHint' },
        { kind: 'longText', name: 'terms', label: 'terms', hint: 'termsHint', lengthMax: 20_000 },
      ],
      defaults: { validFrom: dayOf(visit.now), validTo: dayOf(visit.now + 2 * YEAR_MS) },
      back: `/hubs/${id}`,
    };
  },
  async carryOut(visit, hub, { values: { validFrom = '', validTo = '', terms = '' }, idempotencyKey }) {
    const input = { idempotencyKey, hub, validFrom, validTo, terms };
    const answer = await visit.graph.ask(OfferTrademarkAgreement, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.offerTrademarkAgreement, () => `/hubs/${hub}`);
  },
};

/** The board of a hub signs what was offered. */
export const signAgreement: ActDefinition = {
  name: 'signAgreement',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(AgreementForm, { agreement: id }, tokensOf(visit));
    const agreement = data?.trademarkAgreement;
    if (agreement?.hub == null) return null;
    const { hub, terms, termsDigest, validFrom, validTo } = agreement;
    return {
      node: hub.id,
      permission: hub.permissions?.signTrademarkAgreement ?? null,
      about: (
        <>
          <p>
            <Written text={terms} />
          </p>
          {validFrom !== null && validTo !== null && (
            <p>
              <T
                id="act.signAgreement.period"
                hub={<bdi key="hub">{hub.name ?? hub.id}</bdi>}
                from={<Day key="from" of={validFrom} />}
                to={<Day key="to" of={validTo} />}
              />
            </p>
          )}
          {termsDigest !== null && (
            <p className="soft">
              <T id="act.signAgreement.digest" digest={<Id key="digest" of={termsDigest} />} />
            </p>
          )}
        </>
      ),
      fields: [],
      back: `/hubs/${hub.id}`,
    };
  },
  async carryOut(visit, agreement, { idempotencyKey }) {
    const { data } = await visit.graph.ask(AgreementForm, { agreement }, tokensOf(visit));
    const hub = data?.trademarkAgreement?.hub?.id ?? '';
    const answer = await visit.graph.ask(
      SignTrademarkAgreement,
      { input: { idempotencyKey, hub, agreement } },
      tokensOf(visit),
    );
    return outcomeOf(answer, answer.data?.signTrademarkAgreement, () => `/hubs/${hub}`);
  },
};
