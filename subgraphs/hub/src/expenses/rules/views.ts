import type { Reader } from '@hubgraph/journal';
import type { Slug } from '@hubgraph/kernel';
import type { ApprovalRule, ProtectedCountries } from './domain.ts';

export function approvalRuleOf(read: Reader, hub: Slug): ApprovalRule | undefined {
  return read.entity<ApprovalRule>('approval-rule', hub);
}

/** Countries in which being paid can be dangerous. */
export function protectedCountriesOf(read: Reader, hub: Slug): readonly string[] {
  return read.entity<ProtectedCountries>('protected-countries', hub)?.countries ?? [];
}
