import { Amount, T } from '../../components/words.tsx';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { CancelDisbursement, CancelForm, Disburse, DisburseForm } from './fundraising.generated.ts';

/** The treasurer pays one hub's part of an allocation. The subject is the allocation, then the hub. */
export const disburse: ActDefinition = {
  name: 'disburse',
  async prepare(visit, subject) {
    const [allocation = '', hub] = subject.split(' ');
    const { data } = await visit.graph.ask(DisburseForm, { allocation }, tokensOf(visit));
    const part = data?.allocation?.parts?.find((one) => one.hub.id === hub);
    if (part === undefined) return null;
    return {
      node: 'fundraising',
      permission: part.permissions?.disburse ?? null,
      about: (
        <p>
          <T
            id="act.disburse.about"
            hub={<bdi key="hub">{part.hub.name ?? part.hub.id}</bdi>}
            amount={<Amount key="amount" of={part.amount} />}
            version={<bdi key="version">{data?.allocation?.framework?.version}</bdi>}
          />
        </p>
      ),
      fields: [],
      back: `/thread/${allocation}`,
    };
  },
  async carryOut(visit, subject, { idempotencyKey }) {
    const [allocation = '', hub = ''] = subject.split(' ');
    const answer = await visit.graph.ask(Disburse, { input: { idempotencyKey, allocation, hub } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.disburse, ({ id }) => `/thread/${id}`);
  },
};

/** The treasurer takes back what the hub has not accepted yet. */
export const cancelDisbursement: ActDefinition = {
  name: 'cancelDisbursement',
  async prepare(visit, disbursement) {
    const { data } = await visit.graph.ask(CancelForm, { disbursement }, tokensOf(visit));
    const found = data?.disbursement;
    if (found == null) return null;
    return {
      node: 'fundraising',
      permission: found.permissions?.cancel ?? null,
      about: (
        <p>
          <T
            id="act.cancelDisbursement.about"
            hub={<bdi key="hub">{found.toHub.id}</bdi>}
            amount={found.amount === null ? '–' : <Amount key="amount" of={found.amount} />}
          />
        </p>
      ),
      fields: [],
      back: `/thread/${disbursement}`,
    };
  },
  async carryOut(visit, disbursement, { idempotencyKey }) {
    const input = { idempotencyKey, disbursement };
    const answer = await visit.graph.ask(CancelDisbursement, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.cancelDisbursement, ({ id }) => `/thread/${id}`);
  },
};
