import type { ReservationDocument } from './documents'
import { freeReservation } from './reservation'
import { Refusal } from '../../platform/base'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'

const RESERVATIONS = 'payment-claims'

/** What money knows of a person and year; a free one where nobody ever asked. */
export async function readReservation(from: DocumentStore, enrolment: string): Promise<ReservationDocument> {
  return (await readDocument<ReservationDocument>(from, RESERVATIONS, enrolment)) ?? freeReservation(enrolment)
}

export function putReservation(to: DocumentStore, claim: ReservationDocument): Promise<void> {
  return putDocument(to, RESERVATIONS, claim)
}

/** Those of these enrolments that there are. */
export async function reservationsOf(
  db: Database,
  enrolments: readonly string[],
): Promise<ReadonlyMap<string, ReservationDocument>> {
  if (enrolments.length === 0) return new Map()
  const found = (
    await db
      .collection(RESERVATIONS)
      .where({ _id: db.command.in([...enrolments]) })
      .limit(enrolments.length)
      .get()
  ).data as ReservationDocument[]
  return new Map(found.map((claim) => [claim._id, claim]))
}

/** @throws Refusal PERSON_PAID, PERSON_HELD */
export async function requireUnreserved(transaction: Transaction, enrolment: string): Promise<void> {
  const { state } = await readReservation(transaction, enrolment)
  if (state === 'paid')
    throw new Refusal({
      code: 'PERSON_PAID',
      path: 'enrolment',
      message: '这个人这一年的费用系统里已经有一笔付好了，没有再记。确实付了两笔的，等税务文件到了按“重复缴费”办退。',
    })
  if (state === 'held')
    throw new Refusal({
      code: 'PERSON_HELD',
      path: 'enrolment',
      message:
        '这个人正在一份没付完的订单里，没有记。请付款人先取消那份订单再记；在官方渠道缴的，不用补记，税务文件到了会自动算上。',
    })
}
