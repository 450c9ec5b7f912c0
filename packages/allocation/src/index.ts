export { allocate } from './allocate.ts';
export {
  ALLOCATION_REJECTIONS,
  type Allocation,
  type AllocationInput,
  type AllocationPart,
  type AllocationRejection,
  type AllocationRejectionCode,
  FLOOR_MINIMUM_BASIS_POINTS,
  type Share,
  WHOLE_BASIS_POINTS,
} from './types.ts';
