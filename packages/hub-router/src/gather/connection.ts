import { type GraphQLObjectType, getNullableType, isListType, isObjectType } from 'graphql';
import { rowsOf } from '../answers/hidden-rows.ts';
import { type Path, withheld } from '../errors/router-error.ts';
import type { FieldShape } from '../plan/shape.ts';
import { comparePlaces, type Place, writeCursor } from './cursor.ts';
import type { Gathering, Given } from './gathering.ts';
import { mergeField } from './merge.ts';

/** What one page is to be. */
export interface Page {
  readonly sizeMax: number;
  readonly isDescending: boolean;
  /** Read from the end: the last rows before the place, in the same order. */
  readonly isBackward: boolean;
  /** The place after which the page begins, or before which it ends; undefined at the end of the list. */
  readonly from: Place | undefined;
  readonly epoch: number;
}

interface Row {
  readonly place: Place;
  readonly part: Given;
  readonly index: number;
}

/** Takes from the hubs' pages the rows that come first in the order of all (or last, read backward), as one page. */
export function mergeConnection(
  field: FieldShape,
  parts: readonly Given[],
  page: Page,
  path: Path,
  gathering: Gathering,
): Record<string, unknown> | null {
  const type = getNullableType(field.type);
  if (!isObjectType(type)) return null;
  // In the direction of reading, so that "further" means the same forward and backward.
  const further = (a: Place, b: Place) => comparePlaces(a, b, page.isDescending) * (page.isBackward ? -1 : 1);
  const all: Row[] = [];
  const ends: Place[] = [];
  for (const part of parts) {
    const { places, hasNext, hasPrevious } = rowsOf(part.value);
    const hasMore = page.isBackward ? hasPrevious : hasNext;
    let end: Place | undefined;
    for (const [index, { keys, id }] of places.entries()) {
      const place = { keys, hub: part.hub, id };
      if (page.from !== undefined && further(place, page.from) <= 0) continue;
      all.push({ place, part, index });
      if (end === undefined || further(place, end) > 0) end = place;
    }
    if (hasMore && end !== undefined) ends.push(end);
  }
  all.sort((a, b) => further(a.place, b.place));
  // A hub that gave fewer rows than it has may have one before a later row of another hub, which then has to wait.
  const isKnown = (place: Place) => ends.every((end) => further(place, end) <= 0);
  const rows = all.slice(0, page.sizeMax).filter(({ place }) => isKnown(place));
  if (page.isBackward) rows.reverse();
  const missing = gathering.missing.map(({ hub }) => hub);
  const cursorOf = (row: Row | undefined) =>
    row === undefined ? null : writeCursor({ ...row.place, epoch: page.epoch, missing });
  const goesOn = rows.length > 0 && (ends.length > 0 || all.length > rows.length);
  const cameFrom = page.from !== undefined;
  const pageInfo: Readonly<Record<string, unknown>> = {
    hasNextPage: page.isBackward ? cameFrom : goesOn,
    hasPreviousPage: page.isBackward ? goesOn : cameFrom,
    startCursor: cursorOf(rows[0]),
    endCursor: cursorOf(rows.at(-1)),
  };
  const result: Record<string, unknown> = {};
  for (const inner of field.inner?.of(type).values() ?? []) {
    if (inner.isHidden) continue;
    const { key } = inner;
    if (inner.name === '__typename') result[key] = type.name;
    else if (inner.name === 'nodes') result[key] = rows.map((row) => entryAt(row, key));
    else if (inner.name === 'edges') result[key] = rows.map((row) => edge(inner, entryAt(row, key), cursorOf(row)));
    else if (inner.name === 'pageInfo') result[key] = named(inner, pageInfo);
    else result[key] = mergeOther(inner, parts, [...path, key], gathering);
  }
  return result;
}

function mergeOther(field: FieldShape, parts: readonly Given[], path: Path, gathering: Gathering): unknown {
  const own = parts.map(({ hub, value }) => ({ hub, value: at(value, field.key) }));
  if (field.name !== 'totalCount') return mergeField(field, own, 'WARN', path, gathering);
  const [first, ...others] = gathering.missing;
  const isWhole = gathering.partial === 'ABORT' || field.partial?.default !== 'WARN';
  if (first !== undefined && isWhole && !gathering.acceptsPartial) {
    gathering.say(withheld([first, ...others], path));
    return null;
  }
  return own.reduce<number | null>(
    (sum, { value }) => (sum === null || typeof value !== 'number' ? null : sum + value),
    0,
  );
}

function edge(field: FieldShape, given: unknown, cursor: string | null): Record<string, unknown> {
  const list = getNullableType(field.type);
  const type = isListType(list) ? getNullableType(list.ofType) : undefined;
  const result: Record<string, unknown> = {};
  for (const inner of shown(field, type)) {
    result[inner.key] = inner.name === 'cursor' ? cursor : at(given, inner.key);
  }
  return result;
}

function named(field: FieldShape, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const type = getNullableType(field.type);
  const result: Record<string, unknown> = {};
  for (const inner of shown(field, type)) {
    result[inner.key] = inner.name === '__typename' && isObjectType(type) ? type.name : (values[inner.name] ?? null);
  }
  return result;
}

function shown(field: FieldShape, type: unknown): readonly FieldShape[] {
  if (!isObjectType(type)) return [];
  return [...(field.inner?.of(type as GraphQLObjectType).values() ?? [])].filter(({ isHidden }) => !isHidden);
}

function entryAt({ part, index }: Row, key: string): unknown {
  const list = at(part.value, key);
  return Array.isArray(list) ? (list[index] ?? null) : null;
}

function at(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null ? (Reflect.get(object, key) ?? null) : null;
}
