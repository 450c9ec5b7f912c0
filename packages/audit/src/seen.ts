import { canonical, HubgraphError, isRejection, type Json, type World } from '@hubgraph/kernel';
import { parseCheckpoint, parsePolicy, type SignedCheckpoint } from '@hubgraph/tlog';

/** What is kept of a log between two checks. */
export interface SeenLog {
  /** The signed note of the newest checkpoint that was whole. */
  readonly checkpoint: string;
  /** By which policy it was judged. */
  readonly policy: string;
  /** True where the policy came from the node itself and was believed because there was nothing else. */
  readonly isFirstUse: boolean;
}

/** What was seen of all logs: by origin, and which origin was found at which address. */
export interface Seen {
  readonly logs: Readonly<Record<string, SeenLog>>;
  readonly places: Readonly<Record<string, string>>;
}

/** The file in which a verifier keeps what it has seen: canonical JSON, `{"logs":{…},"places":{…},"v":1}`. */
export class SeenFile {
  readonly #world: Pick<World, 'disk'>;
  readonly path: string;

  constructor(world: Pick<World, 'disk'>, path: string) {
    this.#world = world;
    this.path = path;
  }

  /**
   * All that was seen; nothing where there is no file.
   * @throws {HubgraphError} `ERR_SEEN_UNREADABLE`: to begin anew silently would be to forget.
   */
  read(): Seen {
    const { disk } = this.#world;
    if (!disk.exists(this.path)) return { logs: {}, places: {} };
    try {
      const text = Buffer.from(disk.read(this.path)).toString('utf8');
      const seen = JSON.parse(text) as Seen & { readonly v: unknown };
      const { v, logs, places, ...more } = seen;
      const isWhole =
        v === 1 && Object.keys(more).length === 0 && `${canonical({ v, logs, places } as unknown as Json)}\n` === text;
      if (isWhole && Object.entries(logs).every(isSeenLog)) return { logs, places };
    } catch {
      // Said below, as for all that is not what was written.
    }
    throw new HubgraphError(
      'ERR_SEEN_UNREADABLE',
      `${this.path} is not what a check wrote. Without it nobody notices a log that was changed since: restore it, or move it ` +
        'away to begin anew.',
    );
  }

  /** Keeps what was seen of one log; what other checks wrote meanwhile stays. */
  keep(origin: string, log: SeenLog, place: string | undefined): void {
    const { logs, places } = this.read();
    const seen = {
      v: 1,
      logs: { ...logs, [origin]: { ...log } },
      places: place === undefined ? places : { ...places, [place]: origin },
    };
    this.#world.disk.writeAtomically(this.path, Buffer.from(`${canonical(seen as unknown as Json)}\n`));
  }
}

/** The checkpoint that was seen last. */
export function seenCheckpoint({ checkpoint }: SeenLog): SignedCheckpoint {
  const read = parseCheckpoint(checkpoint);
  if (isRejection(read)) throw new HubgraphError('ERR_SEEN_UNREADABLE', read.message);
  return read;
}

function isSeenLog([origin, log]: readonly [string, SeenLog]): boolean {
  const { checkpoint, policy, isFirstUse, ...more } = log;
  const read = parseCheckpoint(checkpoint);
  return (
    !isRejection(read) &&
    read.origin === origin &&
    !isRejection(parsePolicy(policy)) &&
    typeof isFirstUse === 'boolean' &&
    Object.keys(more).length === 0
  );
}
