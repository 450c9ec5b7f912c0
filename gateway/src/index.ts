export { type GatewayConfig, gatewayDefaults } from './config.ts';
export { type RunningGateway, startGateway } from './server.ts';
