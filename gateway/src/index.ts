export { type GatewayConfig, gatewayDefaults } from './config.ts';
export { startEngine } from './engine.ts';
export { startHubSubgraph } from './hub-subgraph.ts';
export { publicError } from './public-answer.ts';
export { type RunningGateway, startGateway } from './server.ts';
