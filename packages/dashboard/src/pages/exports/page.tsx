import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Table } from '../../components/table.tsx';
import { Count, Moment, T, useText } from '../../components/words.tsx';
import { entryColumns } from '../../exports/entries.ts';
import { applicationColumns } from '../../exports/grants.ts';
import type { NodeExport } from '../../files/node-exports.ts';
import { assertShown, missingNodes } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { useVisit } from '../../visit.tsx';
import { absent } from '../absent.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { ExportHead } from './exports.generated.ts';

const FILES = [
  { file: 'entries.csv', about: 'entries', columns: entryColumns.map(({ name }) => name) },
  { file: 'books.journal', about: 'journal', columns: [] },
  { file: 'applications.csv', about: 'applications', columns: applicationColumns.map(({ name }) => name) },
  { file: 'grants.json', about: 'grants', columns: [] },
] as const;

/** What the hub's node gives away itself, as the gateway passes it on. */
const OWN_FILES = [
  'postings.csv',
  'pending.csv',
  'postings.csv-metadata.json',
  'books.beancount',
  'books.journal',
  'activities.xml',
  'grants.json',
] as const;

/** Up to so many entries all files are made when the page is shown, which takes less than a second. */
const MADE_ENTRIES_MAX = 5_000;

/** What of a hub can be downloaded, and what each file and column holds. */
export const exports: PageDefinition = {
  path: '/hubs/:hub/exports',
  async show(visit) {
    const id = visit.params['hub'] ?? '';
    const { data, errors } = await visit.graph.ask(ExportHead, { hub: id });
    assertShown(errors);
    if (data?.hub == null || missingNodes(errors).length > 0) return absent(visit, errors);
    const { hub, applications } = data;
    const isSmall = (hub.books?.entries.totalCount ?? 0) <= MADE_ENTRIES_MAX;
    const own = await visit.files.exports(hub.id, isSmall);
    const title = translate(visit.locale, 'exports.title');
    return {
      title: translate(visit.locale, 'places.titleOfHub', { title, hub: hub.name ?? hub.id }),
      body: (
        <article>
          <Crumbs of={[{ to: `/hubs/${hub.id}`, name: <Name key="hub" of={hub.name ?? hub.id} /> }]} />
          <h1>
            <T id="exports.title" />
          </h1>
          <p>
            <T id="exports.intro" />
          </p>
          <Facts
            of={[
              { term: 'exports.asOf', value: <Moment of={new Date(visit.now).toISOString()} /> },
              {
                term: 'exports.entriesNow',
                value: hub.books !== null && <Count of={hub.books.entries.totalCount} />,
              },
              {
                term: 'exports.applicationsNow',
                value: applications !== null && <Count of={applications.totalCount} />,
              },
            ]}
          />
          {FILES.map((one) => (
            <FileSection key={one.file} hub={hub.id} {...one} />
          ))}
          <OwnFiles hub={hub.id} own={own} />
          <h2>
            <T id="exports.goodToKnow" />
          </h2>
          <ul className="prose">
            {['position', 'broken', 'formulas', 'names', 'licence'].map((one) => (
              <li key={one}>
                <T id={`exports.know.${one}`} />
              </li>
            ))}
          </ul>
        </article>
      ),
    };
  },
};

function OwnFiles({ hub, own }: { readonly hub: string; readonly own: readonly NodeExport[] | undefined }) {
  const text = useText();
  return (
    <section>
      <h2>
        <T id="exports.own.title" />
      </h2>
      <p>
        <T id="exports.own.text" />
      </p>
      {own === undefined ? (
        <ul>
          {OWN_FILES.map((file) => (
            <li key={file}>
              <a href={`/exports/${hub}/latest/${file}`} dir="ltr">
                {file}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <Table
          caption={<T id="exports.own.title" />}
          label={text('exports.own.title')}
          columns={[
            { key: 'file', title: <T id="exports.own.file" />, isSaid: true },
            { key: 'size', title: <T id="exports.own.size" />, isFigure: true },
            { key: 'sha256', title: 'SHA-256' },
          ]}
          rows={own.map(({ file, seq, sizeBytes, sha256 }) => ({
            key: file,
            cells: [
              <a key="file" href={`/exports/${hub}/${seq}/${file}`} dir="ltr">
                {file}
              </a>,
              sizeBytes === undefined ? <T key="size" id="exports.own.later" /> : <Count key="size" of={sizeBytes} />,
              sha256 === undefined ? null : (
                <code key="sha256" dir="ltr">
                  {sha256}
                </code>
              ),
            ],
          }))}
        />
      )}
      <p>
        <a href={`/exports/${hub}`}>
          <T id="exports.own.list" />
        </a>
      </p>
    </section>
  );
}

function FileSection({
  hub,
  file,
  about,
  columns,
}: {
  readonly hub: string;
  readonly file: string;
  readonly about: string;
  readonly columns: readonly string[];
}) {
  const text = useText();
  const { locale } = useVisit();
  return (
    <section>
      <h2>
        <code dir="ltr">{file}</code>
      </h2>
      <p>
        <T id={`exports.file.${about}`} />
      </p>
      <p>
        <Link
          to={`/hubs/${hub}/exports/${file}`}
          className="button"
          label={translate(locale, 'exports.downloadFile', { file })}
        >
          <T id="exports.download" />
        </Link>
      </p>
      {columns.length > 0 && (
        <details className="more">
          <summary>
            <T id="exports.columns" count={columns.length} />
          </summary>
          <Table
            caption={<T id="exports.columnsOf" file={<code key="file">{file}</code>} />}
            label={text('exports.columnsOf', { file })}
            columns={[
              { key: 'column', title: <T id="exports.column" /> },
              { key: 'holds', title: <T id="exports.holds" /> },
            ]}
            rows={columns.map((name) => ({
              key: name,
              cells: [
                <code key="name" dir="ltr">
                  {name}
                </code>,
                <T key="holds" id={`exports.in.${name}`} />,
              ],
            }))}
          />
        </details>
      )}
    </section>
  );
}
