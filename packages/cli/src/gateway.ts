import { readFileSync } from 'node:fs';
import { type GatewayConfig, gatewayDefaults, startGateway } from '@hubgraph/gateway';
import { HubgraphError, realWorld } from '@hubgraph/kernel';
import { portInUse } from './port-in-use.ts';
import { say } from './say.ts';
import { untilStopped } from './until-stopped.ts';

/** Reads the file that describes a gateway; what it leaves out is as in a demonstration, which it never is. */
export function readGatewayConfig(file: string): GatewayConfig {
  const unreadable = (cause?: unknown): HubgraphError =>
    new HubgraphError('ERR_CONFIG_UNREADABLE', `${file} cannot be read as the description of a gateway.`, { cause });
  let given: Partial<GatewayConfig> | null;
  try {
    given = JSON.parse(readFileSync(file, 'utf8')) as Partial<GatewayConfig> | null;
  } catch (cause) {
    throw unreadable(cause);
  }
  const { id, host, port, folder, council, publicUrl, onlyTrusted = false, sharesAnswers = true, engine } = given ?? {};
  const texts = [id, host, folder, council?.id, council?.endpoint];
  const isWhole = texts.every((text) => typeof text === 'string') && typeof port === 'number';
  const isAddress = publicUrl === undefined || (typeof publicUrl === 'string' && URL.canParse(publicUrl));
  const isSwitched = typeof onlyTrusted === 'boolean' && typeof sharesAnswers === 'boolean';
  const isEngine = engine === undefined || engine === 'own' || engine === 'stock';
  if (!isWhole || !isAddress || !isSwitched || !isEngine || !Array.isArray(council?.statementKeys)) throw unreadable();
  return { ...gatewayDefaults, ...(given as GatewayConfig), isDemo: false };
}

interface GatewayOptions {
  /** Runs nothing but documents that it was given, whatever the file says. */
  readonly onlyTrusted: boolean;
}

/** Runs a gateway, with the graph and the page, until it is stopped; prints `ready <graph> <page>` when it serves. SIGHUP loads the stored supergraph anew. */
export async function gateway(file: string, { onlyTrusted }: GatewayOptions): Promise<void> {
  const read = readGatewayConfig(file);
  const config = { ...read, onlyTrusted: onlyTrusted || read.onlyTrusted };
  const stopped = untilStopped();
  const log = (entry: unknown): void => void process.stderr.write(`${JSON.stringify(entry)}\n`);
  let started: Awaited<ReturnType<typeof startGateway>>;
  try {
    started = await startGateway(realWorld(), config, log);
  } catch (error) {
    stopped.release();
    throw portInUse(error) ?? error;
  }
  const reload = (): void => void started.reload();
  process.on('SIGHUP', reload);
  say(`ready ${started.url}/graphql ${started.url}/`);
  await stopped.promise;
  process.off('SIGHUP', reload);
  await started.stop();
}
