import type { NodeKind, Registry } from '@hubgraph/identity';
import { defineCommand, type Projection, type Reader } from '@hubgraph/journal';
import { type Concept, defineStatement, type OutgoingStatement } from '../concept.ts';
import {
  type BeginLogs,
  decideBeginLogs,
  decideEvidence,
  type EvidenceContext,
  type LogEvidence,
  type LogEvidenceFound,
  type LogEvidenceState,
  type LogsBegun,
  logEvidence,
  type RecordLogEvidence,
} from './domain.ts';
import { policy, reads, receivePolicy } from './policy.ts';

const STATEMENT_LIFETIME_MS = 30 * 24 * 3_600_000;

/** Evidence by node and log, in the order in which it was found. */
const evidenceList: Projection = {
  name: 'log-evidence',
  version: 1,
  schema: [
    `CREATE TABLE log_evidence (id TEXT PRIMARY KEY, node TEXT NOT NULL, log TEXT NOT NULL, kind TEXT NOT NULL,
      found_by TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX log_evidence_log ON log_evidence (node, log, seq, id)',
  ],
  fold({ event, seq }, views) {
    if (event.type !== 'LogEvidenceFound') return;
    const { evidence, node, log, kind, foundBy } = event as LogEvidenceFound;
    views.run('INSERT INTO log_evidence VALUES (?, ?, ?, ?, ?, ?)', evidence, node, log, kind, foundBy, seq);
  },
};

/** What the node's witness finds against the logs of others: kept in its journal, and told to the council. */
export function logsConcept(kind: NodeKind, registryOf: (read: Reader) => Registry | undefined): Concept {
  const load = (read: Reader, { node: accused, log, kind: what }: LogEvidence, foundBy: string): EvidenceContext => ({
    registry: registryOf(read),
    isKnown: (evidence) => read.row('SELECT 1 FROM log_evidence WHERE id = ?', evidence) !== undefined,
    count: Number(
      read.row(
        'SELECT count(*) AS n FROM log_evidence WHERE node = ? AND log = ? AND kind = ? AND found_by = ?',
        accused,
        log,
        what,
        foundBy,
      )?.['n'] ?? 0,
    ),
  });
  const isCouncil = kind === 'council';
  return {
    name: 'logs',
    policy: { ...policy, ...(isCouncil ? receivePolicy : {}) },
    reads,
    // A note may have lines that only its signer chose. The graph shows it, and it proves itself.
    events: { LogEvidenceFound: 'SEALED', LogsBegun: 'PUBLIC' },
    commands: [
      defineCommand<RecordLogEvidence, EvidenceContext, LogEvidenceFound>({
        type: 'RecordLogEvidence',
        load: (read, command) => load(read, command, command.foundBy),
        decide: decideEvidence,
      }),
      defineCommand<BeginLogs, undefined, LogsBegun>({
        type: 'BeginLogs',
        load: () => undefined,
        decide: decideBeginLogs,
      }),
    ],
    entities: [logEvidence],
    projections: [evidenceList],
    ...(isCouncil
      ? {
          receives: {
            'log-evidence': defineStatement<EvidenceContext, LogEvidenceFound>({
              from: ['hub', 'trademark', 'fundraising'],
              isKeptOnlyWithEffect: true,
              load: (read, { statement }) => load(read, evidenceIn(statement.payload), statement.issuer),
              decide: ({ statement }, state) =>
                decideEvidence({ ...evidenceIn(statement.payload), foundBy: statement.issuer }, state),
            }),
          },
        }
      : { sends: ({ event, at }, read) => statementsOf(event as LogEvidenceFound, at, registryOf(read)) }),
    typeDefs: '',
    resolvers: {},
  };
}

/** What is kept against a log, the oldest first. */
export function evidenceAgainst(read: Reader, node: string, log: string): readonly LogEvidenceState[] {
  return read
    .rows('SELECT id FROM log_evidence WHERE node = ? AND log = ? ORDER BY seq, id LIMIT 100', node, log)
    .flatMap(({ id }) => read.entity<LogEvidenceState>('log-evidence', String(id)) ?? []);
}

function statementsOf(
  found: LogEvidenceFound,
  at: number,
  registry: Registry | undefined,
): readonly OutgoingStatement[] {
  const council = registry?.nodes.find(({ kind }) => kind === 'council')?.id;
  if (found.type !== 'LogEvidenceFound' || council === undefined) return [];
  const { evidence, node, log, kind, first, second } = found;
  return [
    {
      audience: council,
      type: 'log-evidence',
      about: `log-evidence:${evidence}`,
      payload: { node, log, kind, first, second },
      expiresAt: at + STATEMENT_LIFETIME_MS,
    },
  ];
}

/** What another node stated; members that are no text, or of no kind, are texts that prove nothing. */
function evidenceIn(payload: unknown): LogEvidence {
  const given = (typeof payload === 'object' && payload !== null ? payload : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => (typeof given[name] === 'string' ? given[name] : '');
  return {
    node: text('node'),
    log: text('log') === 'cases' ? 'cases' : 'books',
    kind: text('kind') === 'FORK' ? 'FORK' : 'INCONSISTENT',
    first: text('first'),
    second: text('second'),
  };
}
