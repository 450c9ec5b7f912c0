// The page around GraphiQL: example queries, and in a demonstration a person to act as. Tokens live for five minutes
// and are fetched anew before they end; they stay in this page's memory.
const { React, ReactDOM, GraphiQL } = window;
const byId = (id) => document.getElementById(id);
const status = (text) => {
  byId('status').textContent = text;
};

const examples = await fetch('/graphiql/queries.json').then((answer) => answer.json());
const people = await fetch('/demo/people').then((answer) => (answer.ok ? answer.json() : []));

let token;
let expiresAt = 0;
const headers = async () => {
  const chosen = people[Number(byId('person').value)];
  if (chosen === undefined) return {};
  if (Date.now() > expiresAt - 30_000) {
    const answer = await fetch('/demo/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ node: chosen.node, person: chosen.id, session: false }),
    });
    const signedIn = await answer.json();
    if (!answer.ok) {
      status(signedIn.message);
      return {};
    }
    token = signedIn.token;
    expiresAt = Date.now() + signedIn.expiresInMs;
  }
  return { authorization: `Bearer ${token}` };
};

const fetcher = async (parameters, options = {}) => {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await headers()), ...options.headers },
    body: JSON.stringify(parameters),
  });
  return answer.json();
};

if (people.length > 0) {
  byId('acting').hidden = false;
  byId('person').append(new Option('nobody (anonymous)', '-1'));
  for (const [index, person] of people.entries()) {
    const roles = person.roles.join(', ') || 'no role';
    byId('person').append(new Option(`${person.node}: ${person.name ?? person.id} — ${roles}`, String(index)));
  }
  byId('person').addEventListener('change', () => {
    token = undefined;
    expiresAt = 0;
    const chosen = people[Number(byId('person').value)];
    status(chosen === undefined ? '' : `You act as ${chosen.name ?? chosen.id} at ${chosen.node}.`);
  });
}

const root = ReactDOM.createRoot(byId('graphiql'));
const show = (example) =>
  root.render(
    React.createElement(GraphiQL, {
      key: example.name,
      fetcher,
      defaultEditorToolsVisibility: true,
      query: example.query,
      variables: JSON.stringify(example.variables ?? {}, null, 2),
      shouldPersistHeaders: false,
    }),
  );
for (const [index, example] of examples.entries()) byId('example').append(new Option(example.name, String(index)));
byId('example').addEventListener('change', () => show(examples[Number(byId('example').value)]));
show(examples[0]);
