import { composeServices } from '@apollo/composition';
import { type NodeDefinition, schemaOf, sdlOf } from '@hubgraph/node';
import { council } from '@hubgraph/subgraph-council';
import { fundraising } from '@hubgraph/subgraph-fundraising';
import { hub } from '@hubgraph/subgraph-hub';
import { trademark } from '@hubgraph/subgraph-trademark';
import { execute, type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';

/**
 * A product as Apollo's compatibility suite has it, said in the words of any node: what a node cannot do with these
 * types it cannot do with its own.
 */
const PRODUCTS = `
extend schema
  @link(url: "https://example.com/probe/v1.0", import: ["@probe"])
  @federation__composeDirective(name: "@probe")
directive @probe on OBJECT
type Product @probe @key(fields: "id") @key(fields: "sku package") @key(fields: "sku variation { id }") {
  id: ID!
  sku: String
  package: String
  variation: Variation
  dimensions: Dimension
  createdBy: Maker @provides(fields: "made")
  notes: String @tag(name: "internal")
  hidden: String @inaccessible
  owner: String @federation__override(from: "users")
}
type Variation { id: ID! }
type Dimension @shareable { size: String weight: Float }
type Maker @key(fields: "email") {
  email: ID!
  made: Int @external
  years: Int @external
  average: Int @requires(fields: "made years")
}
type Stock @federation__interfaceObject @key(fields: "id") { id: ID! amount: Int }
extend type Query { probe: Product probeStock: Stock }
`;

const PRODUCT = { id: 'federation', sku: 'federation', package: '@apollo/federation', variation: { id: 'OSS' } };

const resolvers = {
  Product: {
    __resolveReference: (given: { id?: string; sku?: string; package?: string; variation?: { id: string } }) =>
      given.id === PRODUCT.id ||
      (given.sku === PRODUCT.sku && (given.package === PRODUCT.package || given.variation?.id === 'OSS'))
        ? PRODUCT
        : null,
    createdBy: () => ({ email: 'ada@example.org', made: 20 }),
  },
  Maker: {
    __resolveReference: (given: object) => given,
    average: ({ made, years }: { made?: number; years?: number }) => (made ?? 0) / (years ?? 1),
  },
  Stock: { __resolveReference: ({ id }: { id: string }) => ({ id, amount: 7 }) },
};

/** A node that knows products too. */
function probed(definition: NodeDefinition): NodeDefinition {
  const [first] = definition.concepts;
  if (first === undefined) throw new Error(`${definition.kind} has no concepts.`);
  const probe = { typeDefs: PRODUCTS, resolvers } as unknown as typeof first;
  return { ...definition, concepts: [...definition.concepts, probe] };
}

/** The other subgraphs of the suite. */
const OTHERS = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
type Maker @key(fields: "email") { email: ID! made: Int @shareable years: Int }
type Product @key(fields: "id") { id: ID! owner: String }
type Dimension @shareable { size: String weight: Float }
interface Stock @key(fields: "id") { id: ID! }
type Crate implements Stock @key(fields: "id") { id: ID! }
extend type Query { crate: Crate }
`;

const NODES = { council, fundraising, hub, trademark };

describe.each(Object.entries(NODES))(
  'the subgraph %s, by the checks of Apollo’s compatibility suite',
  (_name, definition) => {
    const withProducts = probed(definition);
    const ask = async (text: string, variableValues: Record<string, unknown> = {}) => {
      const schema = schemaOf(withProducts);
      const { data, errors } = await execute({ schema, document: parse(text), variableValues, contextValue: {} });
      expect(errors).toBeUndefined();
      return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
    };
    const entities = async (selection: string, ...representations: object[]) =>
      (await ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`, { r: representations }))[
        '_entities'
      ];
    const product = (key: object) => entities('... on Product { id }', { __typename: 'Product', ...key });
    let printed: readonly string[];
    let api: string;

    beforeAll(() => {
      const { supergraphSdl, schema, errors } = composeServices([
        ...Object.values(NODES).map((one) => ({
          name: one.kind,
          url: 'http://node.invalid',
          typeDefs: parse(sdlOf(one === definition ? withProducts : one)),
        })),
        { name: 'users', url: 'http://users.invalid', typeDefs: parse(OTHERS) },
      ]);
      expect(errors?.map(({ message }) => message)).toBeUndefined();
      printed = parse(supergraphSdl ?? '').definitions.map(print);
      const fields = schema?.toAPISchema().type('Product');
      api =
        fields !== undefined && 'fields' in fields
          ? fields
              .fields()
              .map((one) => one.name)
              .join()
          : '';
    });

    const inSupergraph = (type: string) => {
      const definitionOf = printed.find((one) => one.startsWith(`${type}\n`) || one.startsWith(`${type} `));
      return definitionOf ?? '';
    };

    test('_service gives its SDL', async () => {
      const { _service: service } = await ask('{ _service { sdl } }');
      expect(parse((service as { sdl: string }).sdl).definitions.length).toBeGreaterThan(10);
    });

    test('@key of one field', async () => {
      expect(await product({ id: 'federation' })).toEqual([{ id: 'federation' }]);
      expect(await product({ id: 'other' })).toEqual([null]);
    });

    test('@key of several fields', async () => {
      expect(await product({ sku: 'federation', package: '@apollo/federation' })).toEqual([{ id: 'federation' }]);
    });

    test('@key of an object', async () => {
      expect(await product({ sku: 'federation', variation: { id: 'OSS' } })).toEqual([{ id: 'federation' }]);
    });

    test('@key, again and again', () => {
      const keys = inSupergraph('type Product').match(/key: "[^"]+"/g);
      expect(new Set(keys)).toEqual(new Set(['key: "id"', 'key: "sku package"', 'key: "sku variation { id }"']));
    });

    test('@link says the version and what is imported', () => {
      expect(sdlOf(definition)).toMatch(
        /@link\(\s*url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+",?\s*import:/,
      );
    });

    test('@requires and @external: what another subgraph knows comes with the representation', async () => {
      const maker = { __typename: 'Maker', email: 'ada@example.org', made: 40, years: 4 };
      expect(await entities('... on Maker { average }', maker)).toEqual([{ average: 10 }]);
      expect(inSupergraph('type Maker')).toContain('requires: "made years"');
    });

    test('@provides: what another subgraph owns is given here as well', async () => {
      expect(await ask('{ probe { id } }')).toEqual({ probe: null });
      expect(
        await entities('... on Product { createdBy { made } }', { __typename: 'Product', id: 'federation' }),
      ).toEqual([{ createdBy: { made: 20 } }]);
      expect(inSupergraph('type Product')).toContain('provides: "made"');
    });

    test('@shareable: both may resolve it', () => {
      expect(inSupergraph('type Dimension').match(/@join__type/g)).toHaveLength(2);
    });

    test('@tag is passed on', () => {
      expect(inSupergraph('type Product')).toContain('@tag(name: "internal")');
    });

    test('@override takes the field over', () => {
      expect(inSupergraph('type Product')).toMatch(/owner: String @join__field\([^)]*override: "users"/);
    });

    test('@inaccessible keeps a field from clients', () => {
      expect(inSupergraph('type Product')).toContain('hidden: String @inaccessible');
      expect(api).toContain('notes');
      expect(api).not.toContain('hidden');
    });

    test('@composeDirective passes a directive on', () => {
      expect(inSupergraph('type Product')).toContain('@probe');
    });

    test('@interfaceObject adds a field to all that implement an interface', async () => {
      expect(await entities('... on Stock { amount }', { __typename: 'Stock', id: 'x' })).toEqual([{ amount: 7 }]);
      expect(inSupergraph('type Stock') + inSupergraph('interface Stock')).toContain('isInterfaceObject: true');
    });

    // The fifteenth, ftv1, is of how any node is served: packages/node/src/http/serve.test.ts.
    test('each entity of its own can be asked for', () => {
      const types = parse(sdlOf(definition)).definitions.filter(
        (one): one is ObjectTypeDefinitionNode => one.kind === 'ObjectTypeDefinition',
      );
      const isEntity = (one: ObjectTypeDefinitionNode) =>
        one.directives?.some(
          ({ name: { value }, arguments: given = [] }) =>
            value === 'key' && !given.some((argument) => argument.name.value === 'resolvable'),
        );
      const own = types.filter(isEntity).map((one) => one.name.value);
      const union = schemaOf(definition).getType('_Entity');
      expect(own.length).toBeGreaterThan(0);
      const known = union !== undefined && 'getTypes' in union ? union.getTypes().map(String) : [];
      expect(own.filter((one) => !known.includes(one))).toEqual([]);
    });
  },
);
