import type { Movement } from '@hubgraph/dev-env';
import { describe, expect, test } from 'vitest';
import type { Fixture } from '../fixture.test-helper.ts';
import { complete, FIRST_DAY, report, TOMORROW, without } from './statement.test-helper.ts';

const both = async (movement: Movement) =>
  [await report(movement, FIRST_DAY, TOMORROW, 'USD', true), await report(movement, FIRST_DAY, TOMORROW)] as const;

/** Who does not answer is named, and costs nothing of others. */
export function whenSomebodyIsMissing(seededMovement: () => Fixture): void {
  describe('when somebody is missing', () => {
    test('a hub: the rest, and who is missing; or nothing at all; and all again when it is back', async () => {
      const whole = await complete(seededMovement().movement);
      const [partial, strict] = await without(seededMovement().movement, 'andes', () =>
        both(seededMovement().movement),
      );
      expect(partial.statement).toMatchObject({ isComplete: false });
      expect(partial.statement?.coverage.missing).toEqual([{ node: 'andes', reason: 'refused' }]);
      expect(partial.statement?.coverage.asked.sort()).toEqual(whole.coverage.asked.sort());
      expect(partial.statement?.coverage.answered).not.toContain('andes');
      expect(partial.statement?.byNode).toEqual(whole.byNode.filter((line) => line.key !== 'andes'));
      expect(strict.statement).toBeNull();
      const errors = strict.json.errors?.filter((error) => error.extensions?.['code'] === 'FIGURES_ARE_INCOMPLETE');
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.message).toContain('andes (refused)');
      expect(errors?.[0]?.path).toEqual(['movementFinance', 'statement']);
      expect(strict.json.extensions?.['hubs']).toMatchObject({ failed: [{ hub: 'andes' }] });
      expect((await complete(seededMovement().movement)).byNode).toEqual(whole.byNode);
    });

    test('fundraising: the hubs’ figures, and who is missing', async () => {
      const whole = await complete(seededMovement().movement);
      const [partial, strict] = await without(seededMovement().movement, 'fundraising', () =>
        both(seededMovement().movement),
      );
      expect(partial.statement?.coverage.missing.map((one) => one.node)).toEqual(['fundraising']);
      expect(partial.statement?.byNode).toEqual(whole.byNode.filter((line) => line.key !== 'fundraising'));
      expect(strict.statement).toBeNull();
      expect(JSON.stringify(strict.json.errors)).toContain('FIGURES_ARE_INCOMPLETE');
      expect((await complete(seededMovement().movement)).byNode).toEqual(whole.byNode);
    });

    test('the council: an error that says so, and the hubs’ own books as before', async () => {
      const { movement } = seededMovement();
      const [strict, books] = await without(
        seededMovement().movement,
        'council',
        async () =>
          [
            await report(seededMovement().movement, FIRST_DAY, TOMORROW),
            await movement.client.ask(
              '{ supportBooks { trialBalance { currency } } team(id: "east-africa:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF") { id } }',
            ),
          ] as const,
      );
      expect(strict.statement).toBeNull();
      expect(strict.json.errors?.map((error) => error.extensions)).toEqual([
        { code: 'NODE_UNAVAILABLE', node: 'council', reason: 'refused' },
      ]);
      expect(books).toMatchObject({ data: { supportBooks: { trialBalance: [{}, {}] }, team: null } });
      expect(books.errors).toBeUndefined();
      await complete(seededMovement().movement);
    });
  });
}
