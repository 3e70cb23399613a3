// A Merkle log: RFC 6962 hashes and proofs, C2SP notes, checkpoints and tiles. Nothing here reads or writes.
export { type Checkpoint, checkpointText, parseCheckpoint } from "./checkpoint.ts";
export { append, emptyFrontier, type Frontier, frontierOf, type NodeId, nodesOf, rootOf } from "./frontier.ts";
export { emptyRoot, type Hash, leafHash, nodeHash, sameHash } from "./hash.ts";
export {
  makePrivateKey,
  makeSigner,
  makeVerifier,
  type NoteSigner,
  type NoteVerifier,
  type OpenedNote,
  openNote,
  parseVerifierKey,
  signNote,
  verifierKey,
} from "./note.ts";
export {
  consistencyNodes,
  consistencyProof,
  inclusionNodes,
  inclusionProof,
  type ReadNode,
  verifyConsistency,
  verifyInclusion,
} from "./proof.ts";
export { bundleOf, entriesOf, hashesOf, nodeIn, parseTilePath, type TileId, tileOf, tilePath, tileWidth, widthIn } from "./tile.ts";
