import type { CivilDay } from '../../rules'
import type { StatusId } from './statuses'

/** What a message is about: a deadline that comes in seven days or tomorrow, the village that asks, or the status that an enrolment has taken. */
export type MessageKind = 'seven' | 'one' | 'asked' | StatusId

/** Something to be told to whoever looks after a person. `_id` is `<enrolment>~<kind>~<day>`, so that it is there once. */
export interface OutboxDocument {
  _id: string
  enrolment: string
  resident: string
  year: number
  kind: MessageKind
  /** The day on which it became due. */
  day: CivilDay
  /** The day that it speaks of: the last one to pay, or the first of the status. */
  about: CivilDay
  /** `moot`: nobody follows any more, it was paid meanwhile, or it came too late to be of use. */
  state: 'waiting' | 'done' | 'moot'
}

/**
 * A message in a user's inbox. `_id` is `<outbox id>~<openid>`. Its words are made when it is read; nothing here names
 * a person.
 */
export interface InboxDocument {
  _id: string
  openid: string
  enrolment: string
  resident: string
  year: number
  kind: MessageKind
  day: CivilDay
  about: CivilDay
  read: boolean
  /** What became of the message on WeChat. `sending` left behind: nobody knows, and it is not sent again. */
  pushed: 'no' | 'sending' | 'sent' | 'refused' | 'failed'
}

/** How many messages a user has allowed of one template and not yet got. `_id` is `<openid>~<template>`. */
export interface ConsentDocument {
  _id: string
  openid: string
  template: string
  left: number
}
