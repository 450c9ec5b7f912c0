import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/**
 * A validator of 360Giving's schemas, which lie in a folder. The package's schema names one release of the grants' and
 * is published with another; the one that is there stands for both. The schema cannot say that ids are unique.
 */
export function grantFaults(folder: string): (document: unknown) => readonly string[] {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
  const { $id: packageId, $schema: _, ...packages } = read('360-giving-package-schema.json');
  const { $id: grantId, $schema: __, ...grants } = read('360-giving-schema.json');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ ...grants, $id: String(grantId).replace(/\/\d+\.\d+\.\d+\//, '/1.4.2/') });
  const validate = ajv.compile({ ...packages, $id: String(packageId) });
  return (document) => {
    if (validate(document)) {
      const ids = (document as { readonly grants: readonly { readonly id: string }[] }).grants.map(({ id }) => id);
      return ids.filter((id, n) => ids.indexOf(id) !== n).map((id) => `duplicate id ${id}`);
    }
    return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
  };
}
