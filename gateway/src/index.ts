export { type GatewayConfig, gatewayDefaults } from './config.ts';
export { startHubSubgraph } from './hub-subgraph.ts';
export { type RunningGateway, startGateway } from './server.ts';
