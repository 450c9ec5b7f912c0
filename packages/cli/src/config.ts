/** A token that the environment holds, for scripts: `HUBGRAPH_TOKEN`. */
export function environmentToken(): string | undefined {
  return process.env['HUBGRAPH_TOKEN'] || undefined;
}

/** The folder in which this program keeps what it has seen, for the person who runs it. */
export function stateHome(home: string): string {
  return `${process.env['XDG_STATE_HOME'] || `${home}/.local/state`}/hubgraph`;
}
