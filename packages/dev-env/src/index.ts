export { type DemoHub, demoCountries, demoHubs, demoRates, supportPeople } from './catalogue.ts';
export { DemoClient, type GraphQLAnswer } from './client.ts';
export { Movement, type MovementOptions } from './movement.ts';
export { type NodeProcess, spawnNode } from './node-process.ts';
export { definitions, type NodeKindName, type NodeSpec, runNode, type StartedNode } from './node-runner.ts';
export { type PrepareOptions, prepareMovement } from './prepare.ts';
export { seedHistory } from './seed/history.ts';
export { seedThread, type ThreadIds } from './seed/thread.ts';
export { until } from './seed/wait.ts';
