import { editionsContract } from './contract'
import { showEdition, showEditions } from './show'
import { actionsOf } from '../../platform/calls'

export { adoptEditions, callByEditions, goesByEditions, lookAgain, publicByEditions, workByEditions } from './adopt'
export type { EditionDocument, EditionEntry, EditionHead } from './documents'
export { textDigest, editionPublicKey, signedEdition, verifiedHead } from './sign'
export { putEdition, readEdition, readIndex, takeEditionBack } from './store'

/** Everybody may ask, whoever they are. */
export const editionsActions = /* @__PURE__ */ actionsOf(editionsContract, showEditions, showEdition)
