import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, expectAccessible, openStage, type Stage, signInAs } from './browser.test-helper.ts';

const HUB = 'east-africa';
const SUPPORT = 'Basic Support System';

/** Each step of the thread, on a thing that is there, by somebody who may not take it; and what the reason says. */
type Case = readonly [
  act: string,
  about: () => Promise<string>,
  who: readonly [node: string, name: string],
  code: RegExp,
];

describe.skipIf(CHROMIUM === undefined)('a refusal at every step [skipped without Chromium]', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.stop());
  const visitors = new Map<string, Promise<Page>>();
  /** The page of somebody who signed in once. */
  const pageOf = (node: string, name: string): Promise<Page> => {
    const known =
      visitors.get(`${node}/${name}`) ??
      stage.visitor().then(async ({ page }) => {
        await signInAs(page, node, name);
        return page;
      });
    visitors.set(`${node}/${name}`, known);
    return known;
  };

  const id =
    (name: 'motion' | 'framework' | 'allocation' | 'disbursement' | 'team' | 'application' | 'award' | 'payment') =>
    async () =>
      stage.ids[name];
  const agreement = async (): Promise<string> => {
    const { data } = await stage.movement.client.ask<{ hub: { trademarkAgreement: { id: string } } }>(
      `{ hub(id: "${HUB}") { trademarkAgreement { id } } }`,
    );
    return data?.hub.trademarkAgreement.id ?? '';
  };
  const fund = async (): Promise<string> => {
    const { data } = await stage.movement.client.ask<{ supportBooks: { funds: { nodes: { id: string }[] } } }>(
      '{ supportBooks { funds { nodes { id } } } }',
    );
    return data?.supportBooks.funds.nodes[0]?.id ?? '';
  };
  const secretary = ['council', 'Farid Demo'] as const;
  const community = ['council', 'Esi Demo'] as const;
  const member = ['council', 'Adaeze Demo'] as const;
  const volunteer = [HUB, 'Juma Demo'] as const;
  const treasurer = [HUB, 'Baraka Demo'] as const;
  const staff = [HUB, 'Otieno Demo'] as const;
  const committee = [HUB, 'Zawadi Demo'] as const;
  const stranger = ['andes', 'Amaru Demo'] as const;

  const cases: readonly Case[] = [
    ['propose-framework', async () => '', community, /council-member/],
    ['propose-motion', id('framework'), secretary, /council-member/],
    ['cast-vote', id('motion'), member, /closed/],
    ['close-motion', id('motion'), secretary, /closed/],
    ['offer-agreement', async () => HUB, member, /Sign in/],
    ['sign-agreement', agreement, volunteer, /board-member/],
    ['allocate-funds', fund, member, /Sign in/],
    ['disburse', async () => `${stage.ids.allocation} ${HUB}`, treasurer, /Sign in/],
    ['cancel-disbursement', id('disbursement'), treasurer, /Sign in/],
    ['form-team', async () => HUB, stranger, /Sign in/],
    ['recognise-team', id('team'), staff, /before/],
    ['assign-coach', id('team'), committee, /staff/],
    ['apply-for-funds', id('team'), treasurer, /team-lead/],
    ['decide-application', id('application'), committee, /decided/],
    ['pay-award', id('award'), volunteer, /treasurer/],
    ['close-award', id('award'), volunteer, /treasurer|committee/],
    ['report-spending', id('payment'), treasurer, /team-lead/],
    ['return-unspent', id('payment'), volunteer, /treasurer/],
  ];

  test.each(cases)(
    '%s says before it is filled in why it would be refused',
    async (act, about, [node, name], reason) => {
      const page = await pageOf(node, name);
      const answer = await page.goto(`/en/act/${act}?${new URLSearchParams({ about: await about() })}`);
      expect(answer?.status()).toBe(200);
      const notice = page.locator('.notice', { has: page.locator('.refusal') });
      await expect.poll(() => notice.textContent()).toMatch(reason);
      expect(await page.getByText('When it is refused').count()).toBe(1);
    },
  );

  test('is said once more when it is sent all the same, and what was typed is still there', async () => {
    const { page } = await stage.visitor();
    await signInAs(page, HUB, 'Baraka Demo');
    await page.goto(`/en/act/apply-for-funds?${new URLSearchParams({ about: stage.ids.team })}`);
    await page.getByLabel('Title').fill('Not mine to ask');
    await page.getByLabel('What the team wants to do').fill('A plan.');
    await page.getByLabel('What for, in one word').fill('education');
    await page.getByLabel(/^Amount/).fill('10');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('refused it').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Not mine to ask');
    await expectAccessible(page);
  });

  test('in another language has its words first, then those of the node, marked as English', async () => {
    const { page } = await stage.visitor();
    await signInAs(page, HUB, 'Juma Demo');
    await page.goto(`/de/act/pay-award?${new URLSearchParams({ about: stage.ids.award })}`);
    const own = page.locator('.notice .refusal:not([lang])');
    expect((await own.textContent())?.length).toBeGreaterThan(10);
    expect(await page.locator('.notice .refusal[lang=en]').textContent()).toMatch(/treasurer/);
  });

  test(`nobody at all is asked to sign in, at the ${SUPPORT} too`, async () => {
    const { page } = await stage.visitor();
    for (const [act, about] of cases) {
      await page.goto(`/en/act/${act}?${new URLSearchParams({ about: await about() })}`);
      expect(await page.getByText('Sign in to do this').count(), act).toBe(1);
    }
    await expectAccessible(page);
    await page.getByRole('link', { name: /Sign in at/ }).click();
    expect(new URL(page.url()).searchParams.get('next')).toContain('/en/act/return-unspent');
  });
});
