import type { EntityDefinition, Journal, Place } from '@hubgraph/journal';
import { type Instant, invariant, isRejection, type Money, type Rejection, type World } from '@hubgraph/kernel';
import type { Store } from '@hubgraph/store';
import type { Concept } from '../concept.ts';
import {
  type Entry,
  type Found,
  IndexFile,
  isDamage,
  type Match,
  momentOf,
  type Row,
  type Standing,
} from './index-file.ts';
import type { Searchable, SearchDocument, SearchText } from './searchable.ts';
import {
  amountText,
  matchOf,
  readSearch,
  type SearchRejectionCode,
  snippetOf,
  type Term,
  titleTokensOf,
  tokensOf,
} from './words.ts';

export interface SearchOptions {
  readonly world: World;
  readonly journal: Journal;
  /** The store itself, under what {@link Search.guard} gives. */
  readonly store: Store;
  readonly path: string;
  readonly concepts: readonly Concept[];
  readonly onError: (error: unknown) => void;
}

/** Something that was found, as it stands now. */
export interface Hit extends Found {
  readonly title: string | null;
  readonly snippet: string | null;
  readonly at: Instant;
  readonly amount: Money | undefined;
  /** A page that begins here goes on after it. */
  readonly cursor: string;
}

export interface HitPage {
  readonly hits: readonly Hit[];
  readonly hasMore: boolean;
  /** Where the next page begins. */
  readonly cursor: string | undefined;
  /** False while the index has not taken up everything that is committed. */
  readonly isComplete: boolean;
  total(): number;
}

/** How long a search waits for the index. */
const PATIENCE_MS = 500;
/** How long the index waits for more commits before it takes them up. */
const WAKE_AFTER_MS = 50;
/** How many things are written at once, with the process free for others in between. */
const STEP = 64;
/** How many events are read at once. */
const EVENTS_STEP = 2_000;
/** How often a page is read again because something on it had changed. */
const ROUNDS = 3;

/**
 * The search of one node. The index follows the journal; what it says is checked with the views and the vault before
 * it is shown, so that nothing is found by a text that is gone.
 */
export class Search {
  readonly #options: SearchOptions;
  readonly #searchables: readonly Searchable[];
  readonly #entities: ReadonlyMap<string, EntityDefinition>;
  readonly #file: IndexFile;
  /** The steps of the index, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #cancel: (() => void) | undefined;
  #isStopped = false;

  constructor(options: SearchOptions) {
    this.#options = options;
    this.#searchables = options.concepts.flatMap((concept) => concept.searchable ?? []);
    const kinds = this.#searchables.map(({ kind }) => kind);
    invariant(new Set(kinds).size === kinds.length, 'two concepts let the same kind be found');
    this.#entities = new Map(options.concepts.flatMap(({ entities }) => entities.map((one) => [one.kind, one])));
    for (const { kind, entity } of this.#searchables) {
      invariant(this.#entities.has(entity), `${kind} is to be found among ${entity}, which no concept has`);
    }
    const definition = this.#searchables.map(({ kind, entity, version }) => [kind, entity, version]);
    this.#file = new IndexFile(options.world, options.path, JSON.stringify(definition));
  }

  /** The store for everybody else: a text that is erased there is gone from the index with it. */
  guard(): Store {
    const { store } = this.#options;
    return {
      isShared: store.isShared,
      append: (...given) => store.append(...given),
      range: (...given) => store.range(...given),
      head: () => store.head(),
      close: () => store.close(),
      vault: {
        put: (entries) => store.vault.put(entries),
        get: (keys) => store.vault.get(keys),
        list: (...given) => store.vault.list(...given),
        erase: (key) => this.#alone(() => this.#erase(key)),
      },
    };
  }

  /** Lets the index take up what was committed, soon. */
  wake(): void {
    if (this.#isStopped || this.#cancel !== undefined) return;
    this.#cancel = this.#options.world.clock.after(WAKE_AFTER_MS, () => {
      this.#cancel = undefined;
      void this.catchUp().catch(this.#options.onError);
    });
  }

  /** Takes up everything that is committed now, or as much as there is time for; true if it is all. */
  async catchUp(until = Number.POSITIVE_INFINITY): Promise<boolean> {
    const { world, journal } = this.#options;
    const target = journal.position;
    for (;;) {
      const standing = await this.#alone(() => this.#step(target));
      if (standing === undefined) return false;
      if (standing.scan === undefined && standing.position >= target) return true;
      if (world.clock.now() >= until) return false;
      await turn();
    }
  }

  /** What has all of these words. */
  async find(
    text: string,
    { first, after }: { readonly first: number; readonly after: string | undefined },
  ): Promise<HitPage | Rejection<SearchRejectionCode>> {
    const { world, onError } = this.#options;
    const terms = readSearch(text);
    if (isRejection(terms)) return terms;
    const isComplete = await this.catchUp(world.clock.now() + PATIENCE_MS).catch((error: unknown) => {
      onError(error);
      return false;
    });
    const match: Match = { title: matchOf(terms, 'title'), anywhere: matchOf(terms, 'anywhere') };
    const { hits, rows } = await this.#page(match, terms, after, first + 1);
    const shown = hits.slice(0, first);
    return {
      hits: shown,
      hasMore: rows.length > first,
      cursor: shown.at(-1)?.cursor ?? rows.at(first - 1)?.cursor,
      isComplete,
      total: () => this.#reading(() => this.#file.count(match)),
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    await this.#queue;
    this.#file.close();
  }

  /** What the index holds; for comparing two of them. */
  contents(): readonly string[] {
    return this.#file.contents();
  }

  /** The rows that still hold, with what is shown of them; those that changed since are indexed anew first. */
  async #page(match: Match, terms: readonly Term[], after: string | undefined, limit: number) {
    for (let round = 1; ; round += 1) {
      const rows = this.#reading(() => this.#file.find(match, after, limit));
      const looked = await this.#look(rows);
      const hits = looked.flatMap(({ row, seen }) =>
        seen !== undefined && isAsIndexed(row, seen) ? [hitOf(row, seen, terms)] : [],
      );
      if (hits.length === rows.length || round === ROUNDS || this.#isStopped) return { rows, hits };
      await this.#alone(async () => this.#file.write(await this.#entries(rows)));
    }
  }

  /** One step of the index; where it then stands. */
  async #step(target: number): Promise<Standing | undefined> {
    if (this.#isStopped) return undefined;
    await this.#finishErasing();
    const standing = await this.#standing();
    if (standing.scan !== undefined) return this.#scan(standing, standing.scan);
    if (standing.position >= target) return standing;
    return this.#follow(standing);
  }

  /** Where the index stands; at the beginning of everything where it stands nowhere in this journal. */
  async #standing(): Promise<Standing> {
    const { journal, store } = this.#options;
    const known = this.#file.standing;
    if (known !== undefined) {
      const [commit] = known.position === 0 ? [] : await store.range(known.position, 1);
      if ((commit?.commandId ?? '') === known.commandId) return known;
      this.#file.clear();
    }
    return { ...(await this.#at({ position: journal.position })), scan: { kind: 0, after: '' } };
  }

  async #at(place: Place): Promise<Standing> {
    const [commit] = place.position === 0 ? [] : await this.#options.store.range(place.position, 1);
    return { ...place, commandId: commit?.commandId ?? '' };
  }

  /** Reads the next entities; what changes meanwhile is taken up afterwards, from the position where this began. */
  async #scan(standing: Standing, { kind, after }: NonNullable<Standing['scan']>): Promise<Standing> {
    const { position, commandId } = standing;
    const searchable = this.#searchables[kind];
    const ids =
      searchable === undefined
        ? []
        : this.#options.journal.reader
            .rows('SELECT id FROM entity WHERE kind = ? AND id > ? ORDER BY id LIMIT ?', searchable.entity, after, STEP)
            .map((row) => String(row['id']));
    const last = ids.length < STEP ? undefined : ids.at(-1);
    const isDone = last === undefined && kind + 1 >= this.#searchables.length;
    const scan = last === undefined ? { kind: kind + 1, after: '' } : { kind, after: last };
    const reached: Standing = { position, commandId, ...(isDone ? {} : { scan }) };
    this.#file.write(await this.#entries(ids.map((id) => ({ kind: searchable?.kind ?? '', id }))), reached);
    return reached;
  }

  /** Takes up the next commits. */
  async #follow(standing: Standing): Promise<Standing> {
    const changed = new Map<string, Found>();
    let reached: Place = standing;
    let events = 0;
    for await (const { place, recorded } of this.#options.journal.visibleAfter(standing)) {
      reached = place;
      for (const { event } of recorded) {
        for (const { kind, entity } of this.#searchables) {
          for (const id of this.#entities.get(entity)?.concerns(event) ?? [])
            changed.set(`${kind} ${id}`, { kind, id });
        }
      }
      events += recorded.length;
      if (changed.size >= STEP || events >= EVENTS_STEP) break;
    }
    const things = [...changed.values()];
    for (let from = 0; from < things.length; from += STEP) {
      this.#file.write(await this.#entries(things.slice(from, from + STEP)));
      await turn();
    }
    const now = await this.#at(reached);
    this.#file.write([], now);
    return now;
  }

  async #erase(key: string): Promise<void> {
    const { vault } = this.#options.store;
    if (this.#isStopped) return vault.erase(key);
    try {
      const things = this.#file.citing(key);
      if (things.length > 0) this.#file.markGoing(key);
      await vault.erase(key);
      if (things.length > 0) await this.#takeOut(key, things);
    } catch (error) {
      // The text has to go, whatever the index costs.
      await vault.erase(key);
      this.#file.clear();
      this.#options.onError(error);
    }
  }

  /** Erasures that a crash came into. */
  async #finishErasing(): Promise<void> {
    for (const key of this.#file.going()) await this.#takeOut(key, this.#file.citing(key));
  }

  async #takeOut(key: string, things: readonly Found[]): Promise<void> {
    this.#file.write(await this.#entries(things));
    this.#file.markGone(key);
  }

  /** What the index is to hold of these things as they are now. */
  async #entries(things: readonly Found[]): Promise<readonly (Entry | Found)[]> {
    return (await this.#look(things)).map(({ row, seen }) => {
      const { kind, id } = row;
      if (seen === undefined) return { kind, id };
      const { document, text, keys } = seen;
      const amount = document.amount && amountText(document.amount);
      const anywhere = [...searchedOf(document).map(text), amount].map((one) => tokensOf(one ?? '')).join(' ');
      if (anywhere.trim() === '') return { kind, id };
      return { kind, id, at: document.at, title: titleTokensOf(text(document.title) ?? ''), anywhere, keys };
    });
  }

  async #look<T extends Found>(
    rows: readonly T[],
  ): Promise<readonly { readonly row: T; readonly seen: Seen | undefined }[]> {
    const { journal, store } = this.#options;
    const documents = rows.map(({ kind, id }) => {
      const searchable = this.#searchables.find((one) => one.kind === kind);
      const state = searchable && journal.reader.entity(searchable.entity, id);
      return state === undefined ? undefined : searchable?.document(state, journal.reader, id);
    });
    const cited = documents.flatMap((document) =>
      document === undefined ? [] : keysOf([document.under, ...searchedOf(document)]),
    );
    const vault = await store.vault.get(cited);
    const text = (given: SearchText | undefined): string | undefined =>
      typeof given === 'object' ? vault.get(given.key)?.text : given;
    return rows.map((row, index) => {
      const document = documents[index];
      if (document === undefined) return { row, seen: undefined };
      const keys = keysOf(searchedOf(document)).filter((key) => vault.has(key));
      return { row, seen: { document, text, keys } };
    });
  }

  /** One after the other; a file that turns out to be damaged is made anew. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(async () => {
      try {
        return await work();
      } catch (error) {
        if (!isDamage(error)) throw error;
        this.#file.clear();
        return work();
      }
    });
    // Whoever asked for it is told by `run`; the next in the queue is not to fail for it.
    this.#queue = run.catch(() => undefined);
    return run;
  }

  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#file.clear();
      return read();
    }
  }
}

/** A thing as it is now: what it shows, and those of its texts that are in the vault. */
interface Seen {
  readonly document: SearchDocument;
  readonly text: (given: SearchText | undefined) => string | undefined;
  readonly keys: readonly string[];
}

function isAsIndexed(row: Row, { document, keys }: Seen): boolean {
  return row.at === momentOf(document.at) && row.keys.join() === keys.join();
}

function hitOf({ kind, id, cursor }: Row, { document, text }: Seen, terms: readonly Term[]): Hit {
  const texts = document.texts.flatMap((one) => text(one) ?? []);
  const title = text(document.title ?? document.under) ?? null;
  const { at, amount } = document;
  return { kind, id, title, snippet: snippetOf(texts, terms) ?? null, at, amount, cursor };
}

/** The texts by which a thing is found. */
function searchedOf({ title, texts, besides = [] }: SearchDocument): readonly (SearchText | undefined)[] {
  return [title, ...texts, ...besides];
}

function keysOf(texts: readonly (SearchText | undefined)[]): string[] {
  return [...new Set(texts.flatMap((one) => (typeof one === 'object' ? one.key : [])))];
}

/** One turn of the event loop, in which others have their go. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
