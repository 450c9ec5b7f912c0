import { inChunks } from '../../exports/chunks.ts';
import { applicationsCsv, booksJournal, entriesCsv, grantsJson } from '../../exports/files.ts';
import { allOf } from '../../exports/pages.ts';
import { assertShown, missingNodes } from '../../graph/missing.ts';
import type { Download, PageDefinition, WholePage } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { absent } from '../absent.tsx';
import { notFound } from '../problem.tsx';
import {
  ExportAccounts,
  ExportApplications,
  type ExportApplicationsQueryVariables,
  ExportEntries,
  ExportHead,
} from './exports.generated.ts';

interface Hub {
  readonly id: string;
  readonly name: string | null;
}

/** A file of a hub; where the hub does not answer from the beginning there is a page that says so, and no file. */
function file(name: string, type: string, pieces: (visit: Visit, hub: Hub) => AsyncIterable<string>): PageDefinition {
  return {
    path: `/hubs/:hub/exports/${name}`,
    async show(visit): Promise<Download | WholePage> {
      const id = visit.params['hub'] ?? '';
      const { data, errors } = await visit.graph.ask(ExportHead, { hub: id });
      assertShown(errors);
      if (data?.hub == null || missingNodes(errors).length > 0) return absent(visit, errors);
      if (data.hub.books === null || !/^[a-z0-9-]+$/.test(data.hub.id)) return notFound(visit);
      return { fileName: `${data.hub.id}-${name}`, type, pieces: inChunks(pieces(visit, data.hub)) };
    },
  };
}

function entries({ graph }: Visit, hub: string) {
  return allOf(async (after) => {
    const { data, errors } = await graph.ask(ExportEntries, { hub, after });
    return { page: data?.hub?.books?.entries, errors };
  });
}

function accounts({ graph }: Visit, hub: string) {
  return allOf(async (after) => {
    const { data, errors } = await graph.ask(ExportAccounts, { hub, after });
    return { page: data?.hub?.books?.accounts, errors };
  });
}

function applications({ graph }: Visit, hub: string, status: ExportApplicationsQueryVariables['status']) {
  return allOf(async (after) => {
    const { data, errors } = await graph.ask(ExportApplications, { hub, status: status ?? null, after });
    return { page: data?.applications, errors };
  });
}

export const exportedEntries = file('entries.csv', 'text/csv; charset=utf-8', (visit, { id }) =>
  entriesCsv(entries(visit, id)),
);

export const exportedJournal = file('books.journal', 'text/plain; charset=utf-8', (visit, { id }) =>
  booksJournal(id, new Date(visit.now).toISOString(), entries(visit, id), accounts(visit, id)),
);

export const exportedApplications = file('applications.csv', 'text/csv; charset=utf-8', (visit, { id }) =>
  applicationsCsv(applications(visit, id, null)),
);

export const exportedGrants = file('grants.json', 'application/json; charset=utf-8', (visit, hub) =>
  grantsJson(hub, applications(visit, hub.id, 'AWARDED')),
);
