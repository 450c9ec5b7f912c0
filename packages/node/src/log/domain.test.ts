import { generateNodeKeys } from '@hubgraph/identity';
import { isRejection, realWorld } from '@hubgraph/kernel';
import { formatCheckpoint } from '@hubgraph/tlog';
import { describe, expect, test } from 'vitest';
import { decideEvidence, type LogEvidenceRejectionCode, logEvidence } from './domain.ts';
import { leaves, OtherLog } from './log.test-helper.ts';

const log = new OtherLog('andes', leaves(9));
const fork = log.fork(leaves(9, 'fork'));
const registry = { epoch: 1, nodes: [log.inRegistry()] };
const note = (of: OtherLog, size: number): string => formatCheckpoint(of.checkpoint(size));
const context = { registry, isKnown: () => false, count: 0 };
const given = {
  node: 'andes',
  log: 'books',
  kind: 'FORK',
  first: note(log, 5),
  second: note(fork, 5),
  foundBy: 'cee',
} as const;
/** The note with a line of somebody who is not known. */
const withJunk = (text: string): string => `${text}— junk.example ${Buffer.alloc(72).toString('base64')}\n`;

describe('evidence', () => {
  test('of two roots at one size is the same whichever was seen first, and whoever else signed', () => {
    const kept = decideEvidence(given, context);
    expect(kept).toMatchObject([{ type: 'LogEvidenceFound', node: 'andes', kind: 'FORK', foundBy: 'cee' }]);
    const turned = { ...given, first: given.second, second: given.first };
    expect(decideEvidence(turned, context)).toEqual(kept);
    expect(decideEvidence({ ...given, first: withJunk(given.first) }, context)).toEqual(kept);
  });

  test('of a missing proof is the word of who found it', () => {
    const kept = decideEvidence({ ...given, kind: 'INCONSISTENT', second: note(fork, 7) }, context);
    if (isRejection(kept)) expect.fail(kept.message);
    expect(kept).toMatchObject([{ kind: 'INCONSISTENT', first: note(log, 5), second: note(fork, 7) }]);
    // It is a word, and each witness has its own.
    const other = decideEvidence(
      { ...given, kind: 'INCONSISTENT', second: note(fork, 7), foundBy: 'another' },
      context,
    );
    expect(other).not.toMatchObject([{ evidence: (kept as { evidence: string }[])[0]?.evidence }]);
    const [event] = kept;
    if (event === undefined) expect.fail('no event');
    const recorded = { event, at: 7, by: 'clock', seq: 1, commandId: 'c' };
    expect(logEvidence.evolve(undefined, recorded, event.evidence)).toMatchObject({
      node: 'andes',
      foundBy: 'cee',
      foundAt: 7,
    });
  });

  test('of a loss is what the node says of itself: all that is left, and more that it signed', () => {
    const lost = { ...given, kind: 'LOST', second: note(log, 7), foundBy: 'andes' } as const;
    expect(decideEvidence(lost, context)).toMatchObject([{ kind: 'LOST', first: note(log, 5), second: note(log, 7) }]);
    expect(decideEvidence({ ...lost, first: note(log, 0) }, context)).toHaveLength(1);
    for (const [first, second] of [
      [5, 5],
      [7, 5],
    ] as const) {
      const none = decideEvidence({ ...lost, first: note(log, first), second: note(log, second) }, context);
      expect(none).toMatchObject({ code: 'evidence-proves-nothing' });
    }
  });

  test('is none where a log ended and another one of the node has another name', () => {
    const keys = { ...generateNodeKeys(realWorld(), 'andes.example/log-2') };
    const later = new OtherLog('andes', leaves(9, 'later'), keys);
    const formerLogKeys = [{ role: 'books', key: log.inRegistry().logs?.books ?? '', until: 1 }] as const;
    const both = { ...context, registry: { epoch: 2, nodes: [later.inRegistry({ formerLogKeys })] } };
    for (const kind of ['FORK', 'INCONSISTENT', 'LOST'] as const) {
      const of = (second: string) => decideEvidence({ ...given, kind, second }, both);
      const size = kind === 'FORK' ? 5 : 7;
      expect(of(note(later, size))).toMatchObject({ code: 'evidence-proves-nothing' });
      expect(of(note(fork, size))).toHaveLength(1);
    }
  });

  test('that is known, or of which there is enough, is not kept again', () => {
    expect(decideEvidence(given, { ...context, isKnown: () => true })).toEqual([]);
    expect(decideEvidence(given, { ...context, count: 4 })).toEqual([]);
    expect(decideEvidence(given, { ...context, count: 3 })).toHaveLength(1);
  });

  const stranger = new OtherLog('andes', leaves(9));
  test.each<[LogEvidenceRejectionCode, string, Partial<typeof given> | object]>([
    ['log-is-not-registered', 'of nobody', { node: 'atlantis' }],
    ['log-is-not-registered', 'of a name of every object', { node: 'constructor' }],
    ['evidence-is-malformed', 'of another log', { log: 'cases' }],
    ['evidence-is-malformed', 'without a note', { first: '' }],
    ['evidence-is-malformed', 'with garbage', { second: 'garbage' }],
    ['evidence-is-malformed', 'signed by somebody else', { second: note(stranger, 5) }],
    ['evidence-is-malformed', 'that was altered', { second: note(fork, 5).replace('\n5\n', '\n6\n') }],
    ['evidence-proves-nothing', 'of one checkpoint', { second: note(log, 5) }],
    ['evidence-proves-nothing', 'of two sizes, called a fork', { second: note(fork, 6) }],
    ['evidence-proves-nothing', 'of one size, called inconsistent', { kind: 'INCONSISTENT' }],
    [
      'evidence-proves-nothing',
      'of a log that was empty',
      { kind: 'INCONSISTENT', first: note(log, 0), second: note(log, 5) },
    ],
    ['evidence-proves-nothing', 'of a log that shrank', { kind: 'INCONSISTENT', second: note(fork, 3) }],
  ])('%s: %s', (code, _, change) => {
    expect(decideEvidence({ ...given, ...change }, context)).toMatchObject({ rejected: true, code });
  });

  test('needs a registry', () => {
    expect(decideEvidence(given, { ...context, registry: undefined })).toMatchObject({ code: 'log-is-not-registered' });
  });
});
