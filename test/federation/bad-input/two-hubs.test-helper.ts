import { expect } from 'vitest';
import { expectClean, type Fixture, fundOf, type Raw, seeded, send, settled } from '../fixture.test-helper.ts';

export const HUB = 'east-africa';
export const OTHER = 'south-asia';
export const TREASURER = `${HUB}/Baraka Demo`;
export const STAFF = `${HUB}/Otieno Demo`;
export const LEAD = `${HUB}/Juma Demo`;
export const COMMITTEE = `${HUB}/Zawadi Demo`;

/** A well-formed one that nothing has. */
export const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';

/** A movement of two hubs whose thread is walked and delivered, and the general fund of the first. */
export async function twoHubs(): Promise<{ fixture: Fixture; fund: string }> {
  const fixture = await seeded(2);
  const fund = await fundOf(fixture.movement, HUB);
  await settled(fixture.movement);
  return { fixture, fund };
}

export const graphOf = ({ movement }: Fixture): string => `${movement.gateway.url}/graphql`;

/** Sends a query, and holds what holds for every answer. */
export async function query(
  fixture: Fixture,
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
  as?: string,
): Promise<Raw> {
  const headers = as === undefined ? {} : { authorization: `Bearer ${await fixture.movement.client.token(as)}` };
  const answer = await send(graphOf(fixture), { query: text, variables }, headers);
  expectClean(answer);
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
  expect(answer.text.slice(0, 2_000)).not.toContain('INTERNAL_SERVER_ERROR');
  return answer;
}
