import type { VillageDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { Transaction } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'

/**
 * A piece of paper that money rests on, by its number. Each kind has numbers of its own. A receipt of another counter
 * may be
 * for several of one household; a terminal's slip and a bank's slip are for one deed.
 */
const EVIDENCE = {
  slip: { name: '刷卡小票', ofHousehold: false },
  receipt: { name: '缴费凭证', ofHousehold: true },
  deposit: { name: '银行存款单', ofHousehold: false },
} as const
type EvidenceKind = keyof typeof EVIDENCE

/** What a number was used for. Held once in a place and year; the number itself is not kept, a keyed index of it is. */
interface EvidenceDocument {
  _id: string
  kind: EvidenceKind
  /** Of the deed; null = it was undone, and the number is free again. */
  deed: string | null
  household: string | null
  /** Where it was used: its village, where there is one. */
  village: string | null
  day: CivilDay
}

interface Used {
  season: `${string}-${number}`
  kind: EvidenceKind
  number: string
}

/** Spaces, dashes, small letters and full-width digits make no other number. */
const normalised = (number: string): string =>
  number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const idOf = ({ season, kind, number }: Used): string =>
  `${season}~${sealing().blindIndex(`${season}~${kind}~${normalised(number)}`, 'evidence')}`

/**
 * A deed rests on this number, which no other of the place and year does. The same deed again is the same.
 * @throws Refusal EVIDENCE_USED, which says where, masked
 */
export async function claimEvidence(
  transaction: Transaction,
  used: Used,
  by: { deed: string; household: string | null; village: string | null; day: CivilDay },
): Promise<void> {
  const _id = idOf(used)
  const before = await readDocument<EvidenceDocument>(transaction, 'evidence', _id)
  const isFree = before === null || before.deed === null || before.deed === by.deed
  const { name, ofHousehold } = EVIDENCE[used.kind]
  const isSameHousehold = ofHousehold && by.household !== null && before?.household === by.household
  if (!isFree && !isSameHousehold) throw await usedBefore(transaction, before, used.number, name)
  await putDocument<EvidenceDocument>(transaction, 'evidence', { _id, kind: used.kind, ...by })
}

/** What rested on it was undone: the number may serve again. Of another deed it stays. */
export async function freeEvidence(transaction: Transaction, used: Used, deed: string): Promise<void> {
  const before = await readDocument<EvidenceDocument>(transaction, 'evidence', idOf(used))
  if (before?.deed === deed) await putDocument<EvidenceDocument>(transaction, 'evidence', { ...before, deed: null })
}

async function usedBefore(
  transaction: Transaction,
  { village, day, deed }: EvidenceDocument,
  number: string,
  name: string,
): Promise<Refusal> {
  const there = village === null ? null : await readDocument<VillageDocument>(transaction, 'villages', village)
  const where = there === null ? '' : `在${there.township}${there.name}`
  return new Refusal({
    code: 'EVIDENCE_USED',
    path: 'evidence',
    found: `${village ?? 'place'}~${day}~***${deed!.slice(-4)}`,
    message: [
      `${name}号码尾号 ${number.slice(-4)} 已经在 ${day} ${where}的另一笔钱上用过了（编号尾号 ${deed!.slice(-4)}），`,
      '同一张凭证只能用一次，这次没有记。请核对号码；确实是另一张的，请照凭证把号码填完整。',
    ].join(''),
  })
}
