import { T } from '../../components/words.tsx';
import { type ActDefinition, keyFor, outcomeOf, tokensOf } from '../act.ts';
import { BankToBind, BindBankAccount, ImportBankStatement } from './bank.generated.ts';
import { statementIn } from './statement-file.ts';

const IMPORTED_BEFORE = 'statement-is-imported';
/** Where the money at banks is in the ledger. */
const BANK = 'assets:bank:';

/** A treasurer says which account of the ledger the money of an account at a bank is in. */
export const bindBankAccount: ActDefinition = {
  name: 'bindBankAccount',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(BankToBind, { hub: id }, tokensOf(visit));
    const hub = data?.hub;
    if (hub == null) return null;
    const bound = (hub.bank?.accounts ?? []).map(({ ledgerAccount, currency }) => `${ledgerAccount} ${currency}`);
    const free = (hub.books?.accounts.nodes ?? [])
      .filter(({ path, status }) => path.startsWith(BANK) && status === 'OPEN')
      .map(({ path, currency }) => `${path} ${currency}`)
      .filter((one) => !bound.includes(one));
    return {
      node: id,
      permission: hub.permissions?.bindBankAccount ?? null,
      about: (
        <p>
          <T id="act.bindBankAccount.about" hub={<bdi key="hub">{hub.name ?? id}</bdi>} />
        </p>
      ),
      fields: [
        {
          kind: 'select',
          name: 'ledgerAccount',
          label: 'ledgerAccount',
          hint: 'ledgerAccountHint',
          options: free.map((value) => ({ value, text: value })),
        },
        { kind: 'text', name: 'accountNumber', label: 'accountNumber', hint: 'accountNumberHint', lengthMax: 80 },
      ],
      ...(free.length === 1 ? { defaults: { ledgerAccount: free[0] ?? '' } } : {}),
      back: `/hubs/${id}/bank`,
    };
  },
  async carryOut(visit, hub, { values: { ledgerAccount: chosen = '', accountNumber = '' }, idempotencyKey }) {
    const [ledgerAccount = '', currency = ''] = chosen.split(' ');
    const input = { idempotencyKey, hub, ledgerAccount, currency, accountNumber };
    const answer = await visit.graph.ask(BindBankAccount, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.bindBankAccount, () => `/hubs/${hub}/bank`);
  },
};

/** A treasurer gives what the bank says of a month: a file, read here and sent on in whole days. */
export const importBankStatement: ActDefinition = {
  name: 'importBankStatement',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(BankToBind, { hub: id }, tokensOf(visit));
    const hub = data?.hub;
    if (hub == null) return null;
    return {
      node: id,
      permission: hub.permissions?.importBankStatement ?? null,
      about: (
        <p>
          <T id="act.importBankStatement.about" hub={<bdi key="hub">{hub.name ?? id}</bdi>} />
        </p>
      ),
      fields: [
        { kind: 'statement', name: 'statement', label: 'statement', hint: 'statementHint', mapping: 'mapping' },
        {
          kind: 'longText',
          name: 'mapping',
          label: 'mapping',
          hint: 'mappingHint',
          lengthMax: 8_000,
          isOptional: true,
        },
      ],
      back: `/hubs/${id}/bank`,
    };
  },
  async carryOut(visit, hub, { values, idempotencyKey }) {
    const file = statementIn(values['statement'] ?? '');
    let taken = 0;
    let known = 0;
    for (const [ordinal, part] of (file?.parts ?? []).entries()) {
      const input = {
        ...part,
        idempotencyKey: keyFor(idempotencyKey, String(ordinal)),
        hub,
        fileSha256: file?.sha256 ?? '',
        ordinal,
        lines: part.lines as never,
      };
      const answer = await visit.graph.ask(ImportBankStatement, { input }, tokensOf(visit));
      const made = answer.data?.importBankStatement;
      if (made?.__typename === 'Refused' && made.code === IMPORTED_BEFORE) {
        known += part.lines.length;
        continue;
      }
      const outcome = outcomeOf(answer, made, () => '');
      if (!('done' in outcome) || made?.__typename !== 'BankStatement') return outcome;
      known += made.knownLineCount;
      taken += made.lineCount - made.knownLineCount;
    }
    return { done: `/hubs/${hub}/bank?${new URLSearchParams({ taken: String(taken), known: String(known) })}` };
  },
};
