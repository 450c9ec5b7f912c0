import { isSlug } from '@hubgraph/kernel';

/** Where a hub and the council answer. */
export interface Checkable {
  readonly hub: string;
  readonly endpoint: string;
  /** The council's endpoint. */
  readonly council: string;
}

/** What a stranger types to check a hub: once, whenever keys or nodes change, and as often as they like. */
export interface Commands {
  readonly install: string;
  readonly policy: string;
  readonly verify: string;
}

/**
 * The commands that check a hub from outside; undefined where an id or an address is none, since a node states them.
 * `npx hubgraph policy https://council.example cee > cee.policy`, then `npx hubgraph verify https://cee.example --policy cee.policy`.
 */
export function commandsFor({ hub, endpoint, council }: Checkable): Commands | undefined {
  const [ofHub, ofCouncil] = [endpoint, council].map(shellWord);
  if (!isSlug(hub) || ofHub === undefined || ofCouncil === undefined) return undefined;
  return {
    install: 'npm ci',
    policy: `npx hubgraph policy ${ofCouncil} ${hub} > ${hub}.policy`,
    verify: `npx hubgraph verify ${ofHub} --policy ${hub}.policy`,
  };
}

/** An address as one word of a shell, of which it runs nothing; undefined where it is no address. */
function shellWord(address: string): string | undefined {
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return undefined;
  if (/^[\w.:/~-]+$/.test(address)) return address;
  return `'${new URL(address).href.replaceAll("'", '%27')}'`;
}
