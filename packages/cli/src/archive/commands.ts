import { resolve } from 'node:path';
import { definitions } from '@hubgraph/dev-env/node-runner';
import { realWorld } from '@hubgraph/kernel';
import { readSpec } from '../node.ts';
import { type Progress, progress } from '../progress.ts';
import { say } from '../say.ts';
import { exportNode } from './export.ts';
import { restoreArchive } from './read.ts';
import { rebuildViews } from './rebuild.ts';
import { writeArchive } from './write.ts';

/** Copies journal, vault and what was signed, while the node runs or not. */
export async function backup(file: string, to: string, options: { readonly withKeys?: boolean }): Promise<void> {
  const { config } = readSpec(file);
  await telling(async (tell) => {
    const { commits, texts } = await writeArchive({
      world: realWorld(),
      config,
      to: resolve(to),
      withKeys: options.withKeys === true,
      onProgress: (done, total) => tell('Copying', done, total),
    });
    return [`Backed up ${config.id}: ${commits} commits and ${texts} texts, in ${to}.`];
  });
}

/** Makes a node of a backup or an export. */
export async function restore(from: string, file: string, options: { readonly acceptLoss?: boolean }): Promise<void> {
  const { kind, config } = readSpec(file);
  await telling(async (tell) => {
    const { manifest, witnesses, lost } = await restoreArchive({
      world: realWorld(),
      config,
      definition: definitions[kind],
      from: resolve(from),
      acceptLoss: options.acceptLoss === true,
      onProgress: (done, total) => tell('Checking', done, total),
    });
    const { asked, answered } = witnesses;
    const heard =
      asked === 0
        ? 'The journal knows no witness, so none was asked whether it has seen more.'
        : answered === 0
          ? `None of ${asked} witnesses answered: whether there is a newer journal is not known. The node asks them again when it starts.`
          : `${answered} of ${asked} witnesses answered${lost.length === 0 ? ', and none of them has seen more' : ''}.`;
    const after = lost.length === 0 ? [] : [...lost, 'The node will read and take no command. Tell the council.'];
    return [heard, ...after, `Restored ${config.id} with ${manifest.commits} commits and ${manifest.texts} texts.`];
  });
}

/** Makes the views anew and compares. */
export async function rebuild(file: string): Promise<void> {
  const { kind, config } = readSpec(file);
  await telling(async (tell) => {
    const { position, before, after } = await rebuildViews({
      world: realWorld(),
      config,
      definition: definitions[kind],
      onProgress: tell,
    });
    if (before !== after) process.exitCode = 1;
    const verdict = before === after ? 'The same, byte for byte' : 'They DIFFER';
    return [`before ${before}`, `after  ${after}`, `${verdict}: the views of ${config.id} at commit ${position}.`];
  });
}

/** Writes a whole hub so that it can go on elsewhere, and its log as static files. */
export async function exportHub(file: string, to: string, options: { readonly withKeys?: boolean }): Promise<void> {
  const { config } = readSpec(file);
  await telling(async (tell) => {
    const { manifest, size } = await exportNode({
      world: realWorld(),
      config,
      to: resolve(to),
      withKeys: options.withKeys === true,
      onProgress: (done, total) => tell('Copying', done, total),
    });
    const keys = options.withKeys === true ? ' The keys are with it: who has them is this hub.' : '';
    return [
      `Exported ${config.id}: ${manifest.commits} commits, and its log of ${size} entries in ${to}/books.${keys}`,
    ];
  });
}

type Tell = (what: string, done: number, total: number) => void;

/** Shows how far it is, keeps the process alive, and says the rest when the bar is gone. */
async function telling(work: (tell: Tell) => Promise<readonly string[]>): Promise<void> {
  // The world's clock keeps no process alive.
  const alive = setInterval(() => undefined, 60_000);
  let bar: { readonly what: string; readonly shown: Progress; done: number } | undefined;
  const tell: Tell = (what, done, total) => {
    if (bar?.what !== what) {
      bar?.shown.end();
      bar = { what, shown: progress(what, total, 'commits'), done: 0 };
    }
    bar.shown.advance(done - bar.done);
    bar.done = done;
  };
  try {
    const lines = await work(tell);
    bar?.shown.end();
    for (const line of lines) say(line);
  } catch (error) {
    bar?.shown.end();
    throw error;
  } finally {
    clearInterval(alive);
  }
}
