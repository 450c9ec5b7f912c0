import { createRequire } from 'node:module';
import cac from 'cac';
import { assertPageIsBuilt } from './page-is-built.ts';
import { tell } from './say.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** Runs the command that the arguments say, as `process.argv` has them; the answer is the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const cli = commands();
  try {
    cli.parse([...argv], { run: false });
    if (cli.matchedCommand === undefined && !cli.options['help'] && !cli.options['version']) {
      cli.outputHelp();
      return 2;
    }
    await cli.runMatchedCommand();
    return 0;
  } catch (error) {
    tell(error);
    return 1;
  }
}

function commands() {
  const cli = cac('hubgraph');

  // Each command loads only what it needs: a node starts in half the time without the gateway's engine.

  cli
    .command('start', 'Start a whole demonstration movement on this machine')
    .option(
      '--port <N>',
      'The port of the gateway; the nodes take those after it when the data is new, and keep theirs',
      { default: 4000 },
    )
    .option('--data <DIR>', 'Where the nodes keep their data', { default: '.hubgraph' })
    .option('--hubs <N>', 'How many hubs, from 1 to 300; a folder keeps those that it has', { default: 6 })
    .option('--empty', 'Start without example data')
    .option('--processes', 'Run each node in a process of its own')
    .option('--log', 'Tell each request of the gateway on standard error')
    .action(async (options) => {
      assertPageIsBuilt();
      await (await import('./start.ts')).start(options);
    });

  cli
    .command('node <file>', 'Run one node; the file says which, and with what configuration')
    .option('--with-parent', 'Stop when the standard input ends, as it does when the process that started it is gone')
    .action(async (file, options) => (await import('./node.ts')).node(file, options));

  cli
    .command('gateway <file>', 'Run a gateway, with the graph and the page; the file says with what configuration')
    .option('--only-trusted', 'Run nothing but the documents of the page and of the manifest that the file names')
    .action(async (file, options) => {
      assertPageIsBuilt();
      await (await import('./gateway.ts')).gateway(file, { onlyTrusted: options.onlyTrusted === true });
    });

  cli
    .command('hub-router [file]', 'Run the hub router alone, as one subgraph of any federation router')
    .option('--schema <FILE>', 'For hubs of another movement, instead of the file: the SDL that all of them have')
    .option('--hubs <FILE>', 'With --schema: the hubs, as { "epoch": 1, "hubs": [{ "id", "endpoint", "status" }] }')
    .option('--host <ADDRESS>', 'With --schema: where it listens', { default: '127.0.0.1' })
    .option('--port <N>', 'With --schema: its port', { default: 4100 })
    .action(async (file, options) => (await import('./hub-router.ts')).hubRouter(file, options));

  cli
    .command('prepare <folder>', 'Write files and keys of a movement whose nodes run on machines of their own')
    .option('--hubs <N>', 'How many hubs', { default: 3 })
    .option('--endpoint <URL>', 'By which nodes reach each other; {id} stands for the slug', {
      default: 'http://{id}:4001',
    })
    .option('--port <N>', 'Where nodes listen', { default: 4001 })
    .option('--at <DIR>', 'Where a node finds its folder on its own machine', { default: '/data' })
    .option('--store <URI>', 'The database of a node, as mongodb://db-{id}/; without it a file in its folder')
    .action(async (folder, options) => (await import('./prepare.ts')).prepare(folder, options));

  cli
    .command('token <file> <person>', 'Print a short-lived token for a person of the node that the file describes')
    .action(async (file, person) => (await import('./token.ts')).token(file, person));

  cli
    .command('sign-in-code <file> <person>', 'Print a code with which a person signs in once at the running node')
    .option('--minutes <N>', 'How long it may be used, up to 10080: seven days, for an invitation', { default: 15 })
    .action(async (file, person, options) => (await import('./sign-in-code.ts')).signInCode(file, person, options));

  cli
    .command(
      'rotate-keys <file>',
      'Make new keys for a stopped node, which goes over to them when the council has them',
    )
    .option('--only <ROLES>', 'Some of tokens,statements,books,cases,witness (default: all)')
    .option('--new-logs', 'End the logs of a node restored with --accept-loss, and begin others under other names')
    .action(async (file, options) => (await import('./rotate-keys.ts')).rotateKeys(file, options));

  cli
    .command('policy <council> <node>', 'Print by whose keys a node is checked, from the registry at the council’s URL')
    .option('--key <THUMBPRINT>', 'The council’s key that must have signed it, as --key=THUMBPRINT')
    .action(async (council, node, options) => (await import('./verify/policy.ts')).policy(council, node, options));

  cli
    .command('verify <place>', 'Check a node, or a folder with a log, from outside: every signature, entry and balance')
    .option(
      '--policy <FILE>',
      'Whose keys count and which witnesses make a quorum (tlog-policy), from a source you trust',
    )
    .option('--state <FILE>', 'What was seen before, kept for the next check (default: in your state folder)')
    .option('--tree', 'Check signatures and tree only: for logs of other software')
    .action(async (place, options) => (await import('./verify/command.ts')).verify(place, options));

  cli
    .command('backup <file> <to>', 'Copy journal and vault of a node into a new folder, while it runs or not')
    .option('--with-keys', 'Copy keys.json too: keep that copy as you keep the keys')
    .action(async (file, to, options) => (await import('./archive/commands.ts')).backup(file, to, options));

  cli
    .command('restore <from> <file>', 'Make a node of a backup: everything is checked, and the witnesses are asked')
    .option('--accept-loss', 'Restore although a witness has seen more; the node then takes no command')
    .action(async (from, file, options) => (await import('./archive/commands.ts')).restore(from, file, options));

  cli
    .command('rebuild <file>', 'Make the views of a stopped node anew from its journal, and compare')
    .action(async (file) => (await import('./archive/commands.ts')).rebuild(file));

  cli
    .command(
      'export <file> <to>',
      'Write a whole node into a new folder, to leave with its history; its log as static files',
    )
    .option('--with-keys', 'Write keys.json too, with which the log goes on elsewhere')
    .action(async (file, to, options) => (await import('./archive/commands.ts')).exportHub(file, to, options));

  cli
    .command('import-hub <from> <file>', 'Go on with an exported node at another place, in another store: the same log')
    .option('--accept-loss', 'Go on although a witness has seen more; the node then takes no command')
    .action(async (from, file, options) => (await import('./archive/commands.ts')).restore(from, file, options));

  cli
    .command(
      'import <format> <file>',
      'Load real books into a hub: format is 360giving, hledger, beancount, csv, iati, camt or bank-csv; or rates, for the council',
    )
    .option('--url <URL>', 'The graph', { default: 'http://127.0.0.1:4000/graphql' })
    .option('--hub <SLUG>', 'The hub that the books are of')
    .option('--as <NAME>', 'In a demonstration: act as this person of the hub (default: its treasurer)')
    .option('--token-file <FILE>', 'A file with a treasurer’s token; without it the variable HUBGRAPH_TOKEN')
    .option('--date-format <FORMAT>', 'DD/MM/YYYY or MM/DD/YYYY, where dates in the file are not YYYY-MM-DD')
    .option('--skip-rejected', 'Load what can be read and report the rest; without it one rejected row stops the file')
    .option('--book <NAME>', 'books: the name under which the accounts are kept', { default: 'imported' })
    .option('--default-currency <CODE>', 'hledger: the currency of amounts without one')
    .option('--team <ID>', 'File the books as the own ones of this incorporated team, for --from to --to')
    .option('--from <DAY>', 'With --team: the first day of the period')
    .option('--to <DAY>', 'With --team: the day after its last one')
    .option('--country <CODE>', 'With --team: where the money was spent')
    .option('--accounts <FILE>', 'With --team: a JSON file that says what the books do not of their accounts')
    .option('--reason <TEXT>', 'With --team: why the books of a period are filed again')
    .option('--mapping <FILE>', 'bank-csv: a JSON file that says how the bank writes its statements')
    .option('--base <CODE>', 'rates: the currency of which one unit is meant, where the file does not say')
    .option('--source <TEXT>', 'rates: where they come from')
    .action(async (format, file, options) => {
      if (format === 'rates') await (await import('./import/rates.ts')).importRates(file, options);
      else if (format === 'camt' || format === 'bank-csv') {
        await (await import('./import/bank.ts')).importBankFile(format, file, options);
      } else if (options.team !== undefined) {
        await (await import('./import/team-books.ts')).fileTeamBooks(format, file, options);
      } else await (await import('./import/command.ts')).importFile(format, file, options);
    });

  cli.help();
  cli.version(version);
  return cli;
}
