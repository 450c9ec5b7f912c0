import type { RequestContext } from '../context.ts';
import { NO_TEXT, type Permission, probeId } from '../permission.ts';

/** Whether who asks may enter people and give them roles: fields of each node's own permissions. */
export const peoplePermissions = {
  addPerson: (_: unknown, __: unknown, { may }: RequestContext): Permission =>
    may('AddPerson', { person: probeId('person'), name: NO_TEXT }),
  /** Of a thing that there is not, so that nobody holds it yet. */
  grantRole: (_: unknown, __: unknown, { may, actor, node }: RequestContext): Permission =>
    may('GrantRole', { person: actor.name, role: Object.keys(node.definition.roles)[0], of: probeId('thing') }),
};
