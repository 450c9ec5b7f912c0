// Hive's gateway without the sharing of calls that are under way, which would answer most of a load of one query.
import { defineConfig } from '@graphql-hive/gateway';

export const gatewayConfig = defineConfig({
  inboundInflightRequestDeduplication: false,
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  logging: 'error',
});
