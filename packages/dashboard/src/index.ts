export { type Exchange, type NodeFiles, nodeFiles } from './files/node-files.ts';
export { documents } from './graph/documents.generated.ts';
export { type Graph, type GraphAnswer, type GraphError, graphAt, type Send } from './graph/graph.ts';
export { type DashboardOptions, dashboard } from './server/routes.tsx';
