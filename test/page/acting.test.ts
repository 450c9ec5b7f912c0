import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, expectAccessible, fitsSideways, openStage, type Stage, signInAs } from './browser.test-helper.ts';

const HUB = 'east-africa';
const RECEIPT = Buffer.from('Rent of the hall, 3 days: KES 96,000');

/** Presses Check, then Confirm, and tells where one arrives. */
async function checkAndConfirm(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('heading', { name: 'Is this right?' }).waitFor();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.waitForURL(/[?&]done=/);
  await page.locator('#done').waitFor();
  return page.url();
}

/** Goes from the list of what waits to the form for it. */
async function takeUp(page: Page, what: string | RegExp): Promise<void> {
  await page.goto('/en/you');
  await page.locator('.waiting a').filter({ hasText: what }).first().click();
  await page.waitForURL('**/en/act/**');
}

const idIn = (url: string): string => decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');

describe.skipIf(CHROMIUM === undefined)('acting on the page [skipped without Chromium]', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.stop());

  test('the thread is walked in the browser by those who take its steps, from the proposal to the receipt', async () => {
    const faults: (readonly string[])[] = [];
    const person = async (node: string, name: string): Promise<Page> => {
      const visitor = await stage.visitor();
      faults.push(visitor.faults);
      await signInAs(visitor.page, node, name);
      return visitor.page;
    };
    // 1: a member of the council proposes a framework, moves it, and votes.
    const adaeze = await person('council', 'Adaeze Demo');
    await adaeze.getByRole('link', { name: 'Propose a framework' }).click();
    await adaeze.getByLabel('Version').fill('browser-1');
    await checkAndConfirm(adaeze);
    await adaeze.getByLabel('Why').fill('Shares that a browser can read.');
    const motion = idIn(await checkAndConfirm(adaeze));
    // 2 and 3: two more vote; all three find it waiting.
    await adaeze.goto('/en');
    await adaeze
      .locator('.acts')
      .getByRole('link', { name: /^Vote: / })
      .first()
      .waitFor();
    for (const page of [adaeze, await person('council', 'Bjørn Demo'), await person('council', 'Camila Demo')]) {
      await takeUp(page, 'Vote on the motion');
      await page.getByLabel('Yes', { exact: true }).check();
      await checkAndConfirm(page);
    }
    // 4: the secretary closes the vote.
    const farid = await person('council', 'Farid Demo');
    await takeUp(farid, 'Close the vote');
    await checkAndConfirm(farid);
    await farid.goto(`/en/decisions/${motion}`);
    expect(await farid.locator('main').textContent()).toContain('browser-1');

    // 5: a volunteer forms a team; 6: staff recognise it.
    const name = 'Readers of Kisumu';
    const juma = await person(HUB, 'Juma Demo');
    await juma.goto(`/en/act/form-team?about=${HUB}`);
    await juma.getByLabel('Name').fill(name);
    await juma.getByLabel('What the team is for').fill('To read to each other.');
    const team = idIn(await checkAndConfirm(juma));
    const otieno = await person(HUB, 'Otieno Demo');
    await takeUp(otieno, `Recognise the team: ${name}`);
    await checkAndConfirm(otieno);
    await takeUp(otieno, `Assign a coach to the team: ${name}`);
    await otieno.getByLabel('Halima Demo').check();
    await checkAndConfirm(otieno);
    // The volunteer applies.
    await juma.goto(`/en/act/apply-for-funds?about=${team}`);
    await juma.getByLabel('Title').fill('A hall for three days');
    await juma.getByLabel('What the team wants to do').fill('Rent a hall and read.');
    await juma.getByLabel('What for, in one word').fill('education');
    await juma.getByLabel(/^Amount/).fill('1 000,00');
    const application = idIn(await checkAndConfirm(juma));
    // 7: the committee decides; 8: the treasurer pays.
    const zawadi = await person(HUB, 'Zawadi Demo');
    await takeUp(zawadi, 'A hall for three days');
    await zawadi.getByLabel('Grant it').check();
    await zawadi.getByLabel('Why').fill('Reading is the mission.');
    await checkAndConfirm(zawadi);
    const baraka = await person(HUB, 'Baraka Demo');
    await takeUp(baraka, 'Pay the award: A hall for three days');
    await checkAndConfirm(baraka);
    // The volunteer reports, with the file's digest, and arrives at the thread.
    await takeUp(juma, 'A hall for three days');
    await juma.getByLabel(/^Amount/).fill('960');
    await juma.getByLabel('What was bought').fill('Rent of the hall');
    await juma
      .getByLabel('Take it from the file')
      .setInputFiles({ name: 'r.txt', mimeType: 'text/plain', buffer: RECEIPT });
    const digest = createHash('sha256').update(RECEIPT).digest('hex');
    await expect.poll(() => juma.getByLabel('SHA-256 digest').inputValue()).toBe(digest);
    const receipt = idIn(await checkAndConfirm(juma));

    const { data } = await stage.movement.client.ask<{
      receipt: { contentHash: string; payment: { award: { application: { id: string; team: { name: string } } } } };
    }>(`{ receipt(id: "${receipt}") { contentHash payment { award { application { id team { name } } } } } }`);
    expect(data?.receipt).toEqual({
      contentHash: digest,
      payment: { award: { application: { id: application, team: { name } } } },
    });
    expect(faults.flat()).toEqual([]);
  });

  test('on a phone somebody asks for money back with a photo; two others approve, the treasurer pays', async () => {
    const [staff, committee] = [
      { role: 'staff', count: 1 },
      { role: 'committee-member', count: 1 },
    ];
    const rule = { hub: HUB, tiers: [{ currency: 'USD', approvals: [staff, committee] }] };
    await stage.movement.client.act(
      `${HUB}/Wanjiru Demo`,
      'setApprovalRule',
      'SetApprovalRuleInput',
      rule,
      '... on ApprovalRule { version }',
    );
    // In more than one piece.
    const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(1_500_000, 7)]);
    const faults: (readonly string[])[] = [];
    const person = async (name: string): Promise<Page> => {
      const visitor = await stage.visitor({ viewport: { width: 360, height: 740 } });
      faults.push(visitor.faults);
      await signInAs(visitor.page, HUB, name);
      return visitor.page;
    };
    const juma = await person('Juma Demo');
    await juma.getByRole('link', { name: 'Ask for money' }).click();
    await juma.getByLabel('In a few words').fill('Rent of the hall');
    await juma.getByLabel('What for', { exact: true }).fill('Three days of reading.');
    await juma.getByLabel(/^Amount/).fill('960');
    await juma.getByLabel('What for, in one word').fill('education');
    await juma.getByLabel('Name of who is to be paid').fill('Juma Demo');
    await juma.getByLabel('How to pay them').selectOption('MOBILE_MONEY');
    await juma.getByLabel('Account').fill('+254700000000');
    const chooser = juma.getByLabel(/^Photo or scan of the receipt/);
    await chooser.setInputFiles({ name: 'huge.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(8_500_000) });
    expect(await chooser.evaluate((input) => (input as HTMLInputElement).validationMessage)).toContain('8 MB');
    // It goes ahead of the form; a piece that is lost on the way is sent again, and not all of it.
    const pieces: string[] = [];
    await juma.route(/\/uploads\/.*offset=524288$/, (route, request) => {
      pieces.push(request.url());
      return pieces.length === 1 ? route.abort() : route.continue();
    });
    await chooser.setInputFiles({ name: 'hall.jpg', mimeType: 'image/jpeg', buffer: photo });
    await juma.getByText('It is with the hub: hall.jpg.').waitFor();
    expect(pieces).toHaveLength(2);
    expect(await chooser.inputValue()).toBe('');
    await expectAccessible(juma);
    expect(await fitsSideways(juma)).toBe(true);
    const address = await checkAndConfirm(juma);
    const expense = idIn(address);
    await expectAccessible(juma);
    expect(await fitsSideways(juma)).toBe(true);

    const otieno = await person('Otieno Demo');
    await takeUp(otieno, 'Review the expense: Rent of the hall');
    await otieno.getByLabel('All is there', { exact: true }).check();
    await otieno.getByLabel('What you looked at').fill('The photo.');
    await checkAndConfirm(otieno);
    await takeUp(otieno, 'Approve the expense: Rent of the hall');
    await checkAndConfirm(otieno);
    expect(await otieno.locator('main').textContent()).toMatch(/1 of 2 given.*Why it is not waited for you/s);
    const zawadi = await person('Zawadi Demo');
    await takeUp(zawadi, 'Approve the expense: Rent of the hall');
    await checkAndConfirm(zawadi);
    const baraka = await person('Baraka Demo');
    await takeUp(baraka, 'Pay the expense: Rent of the hall');
    expect(await baraka.locator('main').textContent()).toContain('+254700000000');
    await checkAndConfirm(baraka);

    // Who asked gets the very file back; nobody else does, nor reads what is written.
    await juma.goto(`/en/expenses/${expense}`);
    expect(await juma.locator('main').textContent()).toContain('paid, with receipts');
    const link = juma.getByRole('link', { name: /^Open the file \(JPEG/ });
    const file = await juma.context().request.get((await link.getAttribute('href')) ?? '');
    expect((await file.body()).equals(photo)).toBe(true);
    const stranger = await stage.visitor();
    await stranger.page.goto(`/en/expenses/${expense}`);
    expect(await stranger.page.locator('main').textContent()).not.toContain('Rent of the hall');
    expect((await stranger.context.request.get((await link.getAttribute('href')) ?? '')).status()).toBe(404);
    expect(faults.flat()).toEqual([]);
  });

  test('a photo is given without scripts too; what is no photo is told beside its field, and nothing is lost', async () => {
    const { page } = await stage.visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await signInAs(page, HUB, 'Zawadi Demo');
    await page.goto(`/en/act/submit-expense?about=${HUB}`);
    await page.getByLabel('In a few words').fill('Bus to the committee');
    await page.getByLabel('What for', { exact: true }).fill('There and back.');
    await page.getByLabel(/^Amount/).fill('400');
    await page.getByLabel('What for, in one word').fill('travel');
    await page.getByLabel('Name of who is to be paid').fill('Zawadi Demo');
    await page.getByLabel('How to pay them').selectOption('OTHER');
    await page.getByLabel('Account').fill('In cash');
    const chooser = page.getByLabel(/^Photo or scan of the receipt/);
    for (const [buffer, fault] of [
      [Buffer.from('<script>'), 'Only JPEG, PNG, WebP and PDF are taken.'],
      [Buffer.alloc(8_500_000), 'The file is larger than 8 MB'],
    ] as const) {
      await chooser.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page.getByText(fault).first().waitFor();
      expect(await page.getByLabel('In a few words').inputValue()).toBe('Bus to the committee');
    }
    await chooser.setInputFiles({ name: 'bus.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 bus') });
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('heading', { name: 'Is this right?' }).waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('It is with the hub: bus.pdf.').waitFor();
    await checkAndConfirm(page);
    expect(await page.locator('main').textContent()).toContain('Open the file (PDF, 1 kB)');
  });

  test('a team files its books without scripts: what cannot be read is told row by row, and left out where one says so', async () => {
    const { client, world } = stage.movement;
    const year = new Date(world.clock.now()).getUTCFullYear() - 2;
    const plan = { since: `${year}-01-01`, rhythm: 'YEARLY', graceDays: 30 };
    const team = { team: stage.ids.team, legalName: 'Readers', registration: 'Register 1', ...plan };
    const type = 'RecordIncorporationInput';
    await client.act(`${HUB}/Baraka Demo`, 'recordIncorporation', type, team, '... on Team { id }');
    const { page } = await stage.visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await signInAs(page, HUB, 'Baraka Demo');
    await takeUp(page, 'The books of a team are late');
    const entry = (amount: string) => `${year}-02-03 Tea\n    Expenses:Tea  ${amount} KES\n    Assets:Cash\n\n`;
    const name = 'books.journal';
    const buffer = Buffer.from(entry('300.00') + entry('x'));
    const choose = () =>
      page.getByLabel('The file', { exact: true }).setInputFiles({ name, mimeType: 'text/plain', buffer });
    await choose();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('6: "x KES" is not an amount').first().waitFor();
    await choose();
    await page.getByLabel('Leave out rows that cannot be read').check();
    await checkAndConfirm(page);
    expect(await page.locator('main').textContent()).toMatch(/Readers.*filed.*KES.300\.00/s);
  });

  test('a hub that is stopped on the way says so, loses nothing, and goes on when it is back', async () => {
    const { page } = await stage.visitor();
    await signInAs(page, 'andes', 'Amaru Demo');
    await page.goto('/en/act/form-team?about=andes');
    await page.getByLabel('Name').fill('Night readers');
    await page.getByLabel('What the team is for').fill('To read at night.');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('heading', { name: 'Is this right?' }).waitFor();
    await stage.movement.stopNode('andes');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('It is not known whether this was carried out').waitFor();
    expect(await page.locator('main').textContent()).toContain('Night readers');
    await expectAccessible(page);
    await page.goto('/en/you');
    expect(await page.locator('main').textContent()).toContain('does not answer');
    await stage.movement.startNode('andes');
    // The breaker leaves a hub alone for some seconds after it failed; then the draft is put back and can be sent.
    await expect
      .poll(() => page.goto('/en/act/form-team?about=andes').then(() => page.locator('.notice-partial').count()), {
        timeout: 25_000,
        interval: 500,
      })
      .toBe(0);
    await page.getByText(/Your draft of .* was put back/).waitFor();
    await checkAndConfirm(page);
    const { data } = await stage.movement.client.ask<{ teams: { nodes: { name: string }[] } }>(
      '{ teams(hub: "andes", first: 100) { nodes { name } } }',
    );
    expect(data?.teams.nodes.filter((team) => team.name === 'Night readers')).toHaveLength(1);
  });

  test('a line that is lost in a form leaves what was typed; sent again it is carried out once', async () => {
    const { page, context } = await stage.visitor();
    await signInAs(page, HUB, 'Juma Demo');
    await page.goto(`/en/act/form-team?about=${HUB}`);
    await page.getByLabel('Name').fill('Line walkers');
    await page.getByLabel('What the team is for').fill('To walk along lines.');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('The line is lost.').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Line walkers');
    await expectAccessible(page);
    // The tab is closed in the middle; the draft is on the device.
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`/en/act/form-team?about=${HUB}`);
    await again.getByText(/Your draft of .* was put back/).waitFor();
    expect(await again.getByLabel('What the team is for').inputValue()).toBe('To walk along lines.');
    await expectAccessible(again);
    await checkAndConfirm(again);
    await again.goto(`/en/act/form-team?about=${HUB}`);
    await again.waitForLoadState();
    expect(await again.getByLabel('Name').inputValue()).toBe('');
  });

  test('a session that ends in a form keeps what was typed, and goes on after signing in again', async () => {
    const { page, context } = await stage.visitor();
    await signInAs(page, HUB, 'Juma Demo');
    await page.goto(`/en/act/form-team?about=${HUB}`);
    await page.getByLabel('Name').fill('Patient people');
    await page.getByLabel('What the team is for').fill('To wait.');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('heading', { name: 'Is this right?' }).waitFor();
    const other = await context.newPage();
    await other.goto('/en/you');
    // Not by the button: that would clear the device of drafts, as it should.
    await other.evaluate(() =>
      fetch('/en/sign-out', { method: 'POST', body: new URLSearchParams({ node: 'east-africa' }) }),
    );
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('Your session ended before this was sent').waitFor();
    await expectAccessible(page);
    await signInAs(other, HUB, 'Juma Demo');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.waitForURL(/done=formTeam/);
  });

  test('everything can be done without scripts', async () => {
    const { page } = await stage.visitor({ javaScriptEnabled: false });
    await signInAs(page, HUB, 'Juma Demo');
    await page.goto(`/en/act/form-team?about=${HUB}`);
    await page.getByLabel('Name').fill('Without scripts');
    await page.getByLabel('What the team is for').fill('To do without.');
    await checkAndConfirm(page);
    expect(await page.locator('main').textContent()).toContain('The team is formed');
  });

  test('everything can be done by keyboard alone', async () => {
    const { page } = await stage.visitor();
    await signInAs(page, HUB, 'Juma Demo');
    await page.goto(`/en/act/form-team?about=${HUB}`);
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const found = await page.evaluate(() => {
          const { activeElement: here } = document;
          const labels = here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement ? here.labels : null;
          return {
            text: labels?.[0]?.textContent ?? here?.textContent ?? '',
            ring: here && getComputedStyle(here).outlineStyle,
          };
        });
        if (!found.text.startsWith(name)) continue;
        expect(found.ring).not.toBe('none');
        return;
      }
      expect.fail(`Nothing called ${name} is reached by Tab.`);
    };
    await tabTo('Name');
    await page.keyboard.type('By keyboard');
    await tabTo('What the team is for');
    await page.keyboard.type('To type.');
    await tabTo('Check');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Is this right?' }).waitFor();
    await tabTo('Confirm');
    await page.keyboard.press('Space');
    await page.waitForURL(/done=formTeam/);
  });

  test('a form from another site is refused, and so is one that does not say where it comes from', async () => {
    for (const headers of [{ origin: 'https://elsewhere.example' }, {}, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await fetch(`${stage.url}/en/act/form-team?about=${HUB}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ step: 'confirm', name: 'Stolen', charter: 'Stolen', key: 'stolen-key' }),
      });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('This form came from another site');
    }
  });

  test('the session is in no script’s reach, and in no page', async () => {
    const { page, context } = await stage.visitor();
    await signInAs(page, HUB, 'Juma Demo');
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    expect(
      await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage })),
    ).not.toMatch(/eyJ/);
    expect(await page.content()).not.toContain('eyJ');
  });

  test('forms, confirmations and lists are accessible, and fit a phone in Arabic', async () => {
    const { page } = await stage.visitor({ viewport: { width: 360, height: 740 } });
    await signInAs(page, HUB, 'Juma Demo');
    // Every page is looked at elsewhere, as a stranger sees it; these are others for who is signed in.
    for (const path of ['/', `/grants/${stage.ids.application}`, '/you', `/act/form-team?about=${HUB}`, '/nowhere']) {
      for (const locale of ['en', 'ar']) {
        await page.goto(`/${locale}${path}`);
        await expectAccessible(page);
        expect(await fitsSideways(page), `/${locale}${path}`).toBe(true);
      }
    }
    await page.goto(`/en/act/form-team?about=${HUB}`);
    await page.getByRole('button', { name: 'Check', exact: true }).evaluate((button) => {
      const { form } = button as HTMLButtonElement;
      if (form !== null) form.noValidate = true;
    });
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('2 fields need another look').waitFor();
    await expectAccessible(page);
  });
});
