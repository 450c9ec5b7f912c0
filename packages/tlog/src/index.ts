export {
  formatCheckpoint,
  parseCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpoint,
} from './checkpoint/checkpoint.ts';
export {
  type Checkpoint,
  type CheckpointRejectionCode,
  formatCheckpointText,
  parseCheckpointText,
} from './checkpoint/text.ts';
export { cosign, verifyCosignatures, withCosignatures } from './cosignature/cosignature.ts';
export { emptyRoot, HASH_BYTES, leafHash, leafHashOfText, nodeHash } from './merkle/hash.ts';
export {
  consistencyProof,
  inclusionProof,
  type ProveRejectionCode,
  type ReadTile,
  rootFromTiles,
} from './merkle/prove.ts';
export { type OnTileHash, type TreeEdge, TreeHasher } from './merkle/tree-hasher.ts';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  type SubtreeConsistencyClaim,
  type SubtreeInclusionClaim,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './merkle/verify.ts';
export {
  formatSignerKey,
  formatVerifierKey,
  type KeyRejectionCode,
  type KeyType,
  makeSignerKey,
  makeVerifierKey,
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  type VerifierKey,
  verifierKeyOf,
} from './note/keys.ts';
export {
  formatNote,
  formatSignatureLine,
  MAX_NOTE_BYTES,
  MAX_NOTE_SIGNATURES,
  type Note,
  type NoteRejectionCode,
  type NoteSignature,
  parseNote,
  parseSignatureLines,
  signNote,
  type VerifiedNote,
  type VerifiedSignature,
  verifyNote,
} from './note/note.ts';
export {
  formatPolicy,
  isQuorum,
  type Judgement,
  judgeCheckpoint,
  type LogPolicy,
  type LogPolicyRejectionCode,
  type PolicyGroup,
  type PolicyLog,
  type PolicyWitness,
  parsePolicy,
} from './policy/policy.ts';
export {
  formatLogProof,
  type LogProof,
  type LogProofRejectionCode,
  parseLogProof,
  verifyLogProof,
} from './proof/proof.ts';
export {
  decodeEntryBundle,
  type EntryBundleRejectionCode,
  encodeEntryBundle,
  MAX_ENTRY_BYTES,
} from './tiles/entry-bundle.ts';
export { formatTilePath, parseTilePath, type TileAddress, type TilePathRejectionCode } from './tiles/path.ts';
export { MAX_TILE_LEVEL, TILE_WIDTH, tileWidthIn } from './tiles/width.ts';
export {
  decideAddCheckpoint,
  type WitnessAcceptance,
  type WitnessEvidence,
  type WitnessedState,
  type WitnessRefusal,
  type WitnessRejectionCode,
} from './witness/decide.ts';
export {
  type AddCheckpointRequest,
  formatAddCheckpoint,
  MAX_REQUEST_BYTES,
  parseAddCheckpoint,
  parseWitnessSize,
  type WitnessRequestRejectionCode,
} from './witness/request.ts';
