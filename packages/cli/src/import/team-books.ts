import { readFileSync } from 'node:fs';
import { isRejection, parseId, realWorld } from '@hubgraph/kernel';
import { environmentToken } from '../config.ts';
import { progress } from '../progress.ts';
import { say, UsageError } from '../say.ts';
import { check, decide, type ImportOptions, inBatches, understand } from './command.ts';
import { Graph, GraphRefusal } from './graph.ts';
import { read } from './rows.ts';

interface TeamBooksOptions extends ImportOptions {
  readonly team?: string;
  readonly from?: string;
  readonly to?: string;
  readonly country?: string;
  readonly accounts?: string;
  readonly reason?: string;
}

const TYPE = 'TeamFiling';

/**
 * Files the books of an incorporated team for one period: once over the file to check it, once to send it in batches
 * that nobody sees, and one last commit. Interrupted anywhere, it goes on where it was when it is run again.
 */
export async function fileTeamBooks(format: string, file: string, options: TeamBooksOptions): Promise<void> {
  const { team = '', from, to, country, reason } = options;
  const parts = parseId(team, 'team');
  if (isRejection(parts)) throw new UsageError(`--team is the id of a team; it was "${team}".`);
  if (from === undefined || to === undefined) {
    throw new UsageError('Say which period these books are of: --from DAY --to DAY, the day after its last one.');
  }
  if (format === '360giving') throw new UsageError('Grants are no books; file hledger, beancount or csv.');
  const { source } = understand(format, file, { ...options, hub: parts.home });
  const accounts = accountsIn(options.accounts);
  const survey = await check(source);
  decide(survey, options);
  const graph = new Graph(realWorld(), { ...options, hub: parts.home }, environmentToken());
  const said = { ...(country === undefined ? {} : { country }), ...(reason === undefined ? {} : { reason }) };
  const start = { team, from, to, fileSha256: survey.sha256, accounts, ...said };
  const filing = await begin(graph, start);
  if (filing === undefined) {
    say(`${file} was filed for this period before; nothing was changed.`);
    return;
  }
  const bar = progress('Filing', survey.rows);
  let batches = 0;
  for await (const rows of inBatches(read(source).rows)) {
    const entries = rows.map(({ input }) => input);
    await graph.mutate('stageTeamFiling', 'StageTeamFilingInput', { filing, batch: batches, entries }, 'id', TYPE);
    batches += 1;
    bar.advance(rows.length);
  }
  bar.end();
  const done = { filing, fileSha256: survey.sha256, batches, rows: survey.rows };
  await graph.mutate('completeTeamFiling', 'CompleteTeamFilingInput', done, 'id', TYPE);
  say(`Filed ${survey.rows} entries as the books of ${team} from ${from} to before ${to}: ${filing}.`);
}

/** Starts or goes on with the filing of a file; undefined where it is filed already. */
async function begin(graph: Graph, start: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  try {
    return (await graph.mutate<{ id: string }>('startTeamFiling', 'StartTeamFilingInput', start, 'id', TYPE)).id;
  } catch (error) {
    if (error instanceof GraphRefusal && error.refusal === 'books-were-filed') return undefined;
    throw error;
  }
}

function accountsIn(file: string | undefined): readonly unknown[] {
  if (file === undefined) return [];
  const told: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (Array.isArray(told)) return told;
  throw new UsageError('--accounts is a list, as [{ "name": "Income:Hub", "isMovement": true }].');
}
