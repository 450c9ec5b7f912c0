import { isRejection, parseId } from '@hubgraph/kernel';
import { Code, T, Written } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { CastVote, CloseMotion, MotionForm, ProposeMotion, VoteForm, type VoteFormQuery } from './council.generated.ts';
import { Shares } from './frameworks.tsx';

type Motion = NonNullable<VoteFormQuery['motion']>;

const CHOICES = ['YES', 'NO', 'ABSTAIN'] as const;
const RATIONALE_LENGTH_MAX = 4_000;

/** A member of the council moves something: a framework, a list of countries, a hub's standing. */
export const proposeMotion: ActDefinition = {
  name: 'proposeMotion',
  async prepare(visit, subject) {
    const kind = kindOf(subject);
    const { data } = await visit.graph.ask(
      MotionForm,
      {
        framework: subject,
        hub: subject,
        list: subject,
        subject,
        kind: kind === 'hub' ? 'AUTHORISE_HUB' : kind === 'framework' ? 'ADOPT_FRAMEWORK' : 'ADOPT_COUNTRY_LIST',
        isFramework: kind === 'framework',
        isHub: kind === 'hub',
        isList: kind === 'list',
      },
      tokensOf(visit),
    );
    const { allocationFramework: framework, hub, countryList: list } = data ?? {};
    if (framework == null && hub == null && list == null) return null;
    return {
      node: 'council',
      permission: data?.councilPermissions?.proposeMotion ?? null,
      about: (
        <>
          {framework != null && (
            <>
              <p>
                <T id="act.proposeMotion.framework" version={<bdi key="version">{framework.version}</bdi>} />
              </p>
              <Shares of={framework.shares ?? []} />
            </>
          )}
          {hub != null && (
            <p>
              <T id="act.proposeMotion.hub" name={<bdi key="name">{hub.name ?? hub.id}</bdi>} />
            </p>
          )}
          {list != null && (
            <p>
              <T id="act.proposeMotion.list" version={<bdi key="version">{list.version}</bdi>} />
            </p>
          )}
        </>
      ),
      fields: [
        ...(hub == null
          ? []
          : [
              {
                kind: 'choice' as const,
                name: 'kind',
                label: 'kind',
                options: (['AUTHORISE_HUB', 'SUSPEND_HUB'] as const).map((value) => ({
                  value,
                  text: translate(visit.locale, `motionKind.${value}`),
                })),
              },
            ]),
        {
          kind: 'longText',
          name: 'rationale',
          label: 'rationale',
          hint: 'rationaleHint',
          lengthMax: RATIONALE_LENGTH_MAX,
        },
      ],
      defaults: hub == null ? {} : { kind: hub.status === 'AUTHORISED' ? 'SUSPEND_HUB' : 'AUTHORISE_HUB' },
      back: hub == null ? '/decisions' : `/hubs/${hub.id}`,
    };
  },
  async carryOut(visit, subject, { values: { rationale = '', kind }, idempotencyKey }) {
    const ofId = kindOf(subject) === 'framework' ? 'ADOPT_FRAMEWORK' : 'ADOPT_COUNTRY_LIST';
    const chosen = kind === 'AUTHORISE_HUB' || kind === 'SUSPEND_HUB' ? kind : ofId;
    const input = { idempotencyKey, kind: chosen, subject, rationale } as const;
    const answer = await visit.graph.ask(ProposeMotion, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.proposeMotion, ({ id }) => `/decisions/${id}`);
  },
};

/** A member votes, openly. */
export const castVote: ActDefinition = {
  name: 'castVote',
  async prepare(visit, motion) {
    const { data } = await visit.graph.ask(VoteForm, { motion }, tokensOf(visit));
    if (data?.motion == null) return null;
    return {
      node: 'council',
      permission: data.motion.permissions?.castVote ?? null,
      about: <AboutMotion of={data.motion} />,
      fields: [
        {
          kind: 'choice',
          name: 'choice',
          label: 'choice',
          hint: 'choiceHint',
          options: CHOICES.map((value) => ({ value, text: translate(visit.locale, `voteChoice.${value}`) })),
        },
      ],
      back: `/decisions/${motion}`,
    };
  },
  async carryOut(visit, motion, { values: { choice }, idempotencyKey }) {
    const input = { idempotencyKey, motion, choice: choice as (typeof CHOICES)[number] };
    const answer = await visit.graph.ask(CastVote, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.castVote, ({ id }) => `/decisions/${id}`);
  },
};

/** The vote is closed, and the rule that was stored with the motion decides. */
export const closeMotion: ActDefinition = {
  name: 'closeMotion',
  async prepare(visit, motion) {
    const { data } = await visit.graph.ask(VoteForm, { motion }, tokensOf(visit));
    if (data?.motion == null) return null;
    return {
      node: 'council',
      permission: data.motion.permissions?.close ?? null,
      about: <AboutMotion of={data.motion} />,
      fields: [],
      back: `/decisions/${motion}`,
    };
  },
  async carryOut(visit, motion, { idempotencyKey }) {
    const answer = await visit.graph.ask(CloseMotion, { input: { idempotencyKey, motion } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.closeMotion, ({ id }) => `/decisions/${id}`);
  },
};

function AboutMotion({ of }: { readonly of: Motion }) {
  const { kind, rationale, hub, framework, countryList, tally } = of;
  return (
    <>
      <p>
        <strong>{kind !== null && <Code area="motionKind" code={kind} />}</strong>{' '}
        <bdi>{hub?.name ?? framework?.version ?? countryList?.version}</bdi>
      </p>
      <p>
        <Written text={rationale} />
      </p>
      {framework?.shares != null && <Shares of={framework.shares} />}
      {tally !== null && (
        <p>
          <T
            id="act.castVote.soFar"
            yes={tally.yes}
            no={tally.no}
            abstain={tally.abstain}
            electorate={tally.electorate}
          />
        </p>
      )}
    </>
  );
}

function kindOf(subject: string): 'framework' | 'list' | 'hub' {
  const id = parseId(subject);
  if (isRejection(id)) return 'hub';
  return id.kind === 'framework' ? 'framework' : 'list';
}
