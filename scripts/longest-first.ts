import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** What takes longest, of tests that run side by side: whatever of it began last would run alone at the end. */
const LONGEST = /test\/(page\/(acting|every-page|places|refusals|thread)|import|start|image)\.test\.ts$/;

/** Begins with the files that take longest, as a clean clone does not know them yet; then as vitest has it. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONGEST.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
