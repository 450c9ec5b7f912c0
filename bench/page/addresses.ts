import { DemoClient } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';

interface Found {
  readonly motions: { readonly nodes: readonly { readonly id: string }[] };
  readonly teams: {
    readonly nodes: readonly {
      readonly id: string;
      readonly applications: {
        readonly nodes: readonly {
          readonly id: string;
          readonly award: {
            readonly payments: readonly { readonly receipts: readonly { readonly id: string }[] }[];
          } | null;
        }[];
      };
    }[];
  };
}

/** The main pages of a movement that walked the thread, by a name for the figures. */
export async function addressesOf(url: string): Promise<Readonly<Record<string, string>>> {
  const { data } = await new DemoClient(realWorld(), url).ask<Found>(
    `{ motions(first: 1) { nodes { id } }
       teams(hub: "east-africa", first: 1) { nodes { id applications(first: 1) { nodes { id
         award { payments { receipts { id } } } } } } } }`,
  );
  const team = data?.teams.nodes[0];
  const application = team?.applications.nodes[0];
  const receipt = application?.award?.payments[0]?.receipts[0];
  const motion = data?.motions.nodes[0];
  if (team === undefined || application === undefined || receipt === undefined || motion === undefined) {
    throw new Error('The movement has no thread to look at.');
  }
  return {
    movement: '/en',
    hubs: '/en/hubs',
    hub: '/en/hubs/east-africa',
    team: `/en/teams/${team.id}`,
    grant: `/en/grants/${application.id}`,
    thread: `/en/thread/${receipt.id}`,
    decision: `/en/decisions/${motion.id}`,
    search: '/en/search?q=libraries',
    form: '/en/act/form-team?about=east-africa',
  };
}
