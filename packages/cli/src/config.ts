/** A token that the environment holds, for scripts: `HUBGRAPH_TOKEN`. */
export function environmentToken(): string | undefined {
  return process.env['HUBGRAPH_TOKEN'] || undefined;
}
