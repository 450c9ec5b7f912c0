import { createReadStream } from 'node:fs';
import { type EntryRow, readHledger } from '@hubgraph/imports';
import { sharedFile } from '@hubgraph/imports/testing';
import { sha256 } from '@hubgraph/kernel';
import { expect, it } from 'vitest';
import { WholeHub } from '../expenses/running-hub.test-helper.ts';

/** What the entries of a period move on accounts of a type, debits positive, by another way than the node's. */
function sumIn(rows: readonly EntryRow[], word: RegExp): bigint {
  const postings = rows.flatMap((row) => row.postings).filter(({ account }) => word.test(account));
  return postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

it('a real journal is filed year by year, and each year and the whole are what its file says', async (context) => {
  const path = sharedFile(context, 'books/hackclub-main.pseudonymised.ledger');
  const rows: EntryRow[] = [];
  for await (const one of readHledger(createReadStream(path), {})) if (one.kind === 'row') rows.push(one.row);
  const years = [...new Set(rows.map(({ day }) => day.slice(0, 4)))].sort();
  await using hub = await WholeHub.open();
  const lead = await hub.person();
  const team = (await hub.give(lead, 'formTeam', 'Team', { hub: 'cee', name: 'Club', charter: 'We build.' })).id;
  const plan = { legalName: 'Club', registration: '1', since: `${years[0]}-01-01`, rhythm: 'YEARLY', graceDays: 30 };
  await hub.give(lead, 'recordIncorporation', 'Team', { team, ...plan });
  const give = (field: string, input: object) =>
    hub.give(lead, field, 'TeamFiling', input, 'id status income { decimal } spending { decimal }');
  const decimal = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
  for (const year of years) {
    const ofYear = rows.filter(({ day }) => day.startsWith(year));
    const fileSha256 = sha256(year);
    const period = { from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` };
    const { id: filing } = await give('startTeamFiling', { team, ...period, fileSha256 });
    const batches = Math.ceil(ofYear.length / 500);
    for (let batch = 0; batch < batches; batch += 1) {
      const entries = ofYear.slice(batch * 500, (batch + 1) * 500).map(({ sourceId, day, postings }) => ({
        sourceId,
        day,
        postings: postings.map(({ account, currency, amountMinor }) => ({
          ...{ account, currency, amountMinor: String(amountMinor) },
        })),
      }));
      await give('stageTeamFiling', { filing, batch, entries });
    }
    expect(await give('completeTeamFiling', { filing, fileSha256, batches, rows: ofYear.length }), year).toMatchObject({
      status: 'FILED',
      income: [{ decimal: decimal(-sumIn(ofYear, /^income/i)) }],
      spending: [{ decimal: decimal(sumIn(ofYear, /^expenses/i)) }],
    });
  }
  const { team: found } = await hub.ask<{ team: { ownBooks: { netAssets: { amountMinor: string }[] } } }>(
    undefined,
    `{ team(id: "${team}") { ownBooks { netAssets(to: "2030-01-01") { amountMinor } } } }`,
  );
  expect(found.ownBooks.netAssets.map(({ amountMinor }) => BigInt(amountMinor))).toEqual([
    sumIn(rows, /^(assets|liabilities)/i),
  ]);
});
