import type { CivilDay } from '../../../rules'

/** A place's year as an official writes it; `_id` is made from the operation that began it. It names officials only. */
export interface DraftDocument {
  _id: string
  region: string
  year: number
  /** The policy file as it stands. */
  source: string
  /** The file that it was made from: its year and text; null = it began blank. */
  from: { year: number; text: string } | null
  /** The new notice's text, as an official pasted it; absent = not yet. */
  notice?: string | null
  state: DraftState
  by: string
  at: number
  /** Counts the changes: a signature is for one state of the text. */
  serial: number
  /** The first signature, for the text as it stands; null = none yet. */
  signed: Signature | null
  /** Of a published one: its edition, and who signed. */
  published: { edition: string; effective: CivilDay; by: readonly [string, string]; at: number } | null
  /** The first signature under taking it back; null = nobody asks for it. */
  takingBack: Signature | null
  /** How far the families have been told; null = not begun. */
  told: { after: string | null; done: boolean; people: number } | null
}

export const DRAFT_STATES = {
  draft: '正在写',
  signed: '等第二个人签',
  published: '已发布',
  takenBack: '已撤回',
} as const
export type DraftState = keyof typeof DRAFT_STATES

export interface Signature {
  by: string
  at: number
  day: CivilDay
  /** From which day on it is to hold. */
  effective: CivilDay
}

/** A draft tried on the county's own people, a part at a time. `_id` is `<draft>~<serial>~<day>`. */
export interface WhatIfRun {
  _id: string
  region: string
  /** The last enrolment that was decided; null = none yet. */
  after: string | null
  people: number
  done: boolean
  /** Of these, who has left meanwhile, and records that cannot be read: they are not decided. */
  unread: number
  /** ms that deciding took, without reading. */
  decidingMs: number
  /** JSON of what was counted: people by how they stand before and after; nobody is told apart. */
  counted: string
}
