export { canonical, type Json, sha256 } from './canonical.ts';
export { decode, encode, encodeOnce, forgetTexts } from './codec.ts';
export { HubgraphError, invariant } from './errors.ts';
export { freePorts } from './free-ports.ts';
export { type Id, type IdParts, isSlug, newId, parseId, type Slug, timelessId } from './ids.ts';
export {
  AMOUNT_MINOR_MAX,
  type AmountRejectionCode,
  type CurrencyCode,
  currencyExponent,
  divideHalfEven,
  formatAmount,
  formatDecimal,
  type Money,
  moneyText,
  parseAmount,
  parseAmountMinor,
  parseDecimal,
  parseLeastUnits,
  splitByWeights,
} from './money.ts';
export { type Day, dayOf, isDay, type Period, parsePeriod } from './period.ts';
export { type Place, Places, type PlacesRejectionCode } from './places.ts';
export { type Positions, positionHeader, readPosition, readPositions } from './positions.ts';
export { realWorld } from './real-world.ts';
export { isRejection, type Rejection, reject } from './rejection.ts';
export type {
  Clock,
  Disk,
  Instant,
  Network,
  NetworkError,
  NetworkErrorCode,
  NetworkRequest,
  NetworkResponse,
  Random,
  World,
} from './world.ts';
