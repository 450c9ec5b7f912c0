import { isSlug, type Rejection, reject, type Slug } from '@hubgraph/kernel';

const ID_LENGTH_MAX = 200;

/**
 * Reads the home out of an id: `cee:team:01JD…` was born at `cee`, and a hub's own id is its slug, `cee`. What comes
 * after the first colon is the home's business and is not looked at, except that it must not be empty or endless.
 */
export function homeOf(id: unknown): Slug | Rejection<'id-is-malformed'> {
  if (typeof id !== 'string') {
    return reject('id-is-malformed', 'An id is text, like cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF.');
  }
  const colon = id.indexOf(':');
  const home = colon === -1 ? id : id.slice(0, colon);
  if (id.length > ID_LENGTH_MAX || colon === id.length - 1 || !isSlug(home)) {
    return reject('id-is-malformed', `${JSON.stringify(id.slice(0, 80))} does not begin with the name of a hub.`);
  }
  return home;
}
