import Sqlite from 'libsql'
import { z } from 'zod'
import { inWords, privateFile } from '../data-folder'

/** Times are epoch milliseconds by the host's clock, money is fen. */
const Order = z.object({
  outTradeNo: z.string(),
  subMchId: z.string(),
  subAppid: z.string(),
  payer: z.string(),
  body: z.string(),
  attach: z.string().optional(),
  totalFee: z.int(),
  functionName: z.string(),
  prepayId: z.string(),
  preparedAt: z.int(),
  state: z.enum(['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED', 'PAYERROR']),
  transactionId: z.string().nullable(),
  paidAt: z.int().nullable(),
})
const Refund = z.object({
  outRefundNo: z.string(),
  subMchId: z.string(),
  outTradeNo: z.string(),
  refundId: z.string(),
  refundFee: z.int(),
  functionName: z.string().nullable(),
  state: z.enum(['PROCESSING', 'SUCCESS', 'CHANGE', 'REFUNDCLOSE']),
  settlesAt: z.int(),
})
const Notification = z.object({
  id: z.int(),
  of: z.string(),
  functionName: z.string(),
  payload: z.record(z.string(), z.unknown()),
  attempts: z.int(),
  /** Null when there is nothing more to send. */
  dueAt: z.int().nullable(),
  /** Waits for another to go first. */
  held: z.boolean(),
  state: z.enum(['waiting', 'delivered', 'given-up', 'never-sent']),
})
const SentMessage = z.object({
  at: z.string(),
  openid: z.string(),
  templateId: z.string(),
  page: z.string().nullable(),
  data: z.record(z.string(), z.object({ value: z.string() })),
})
const Consent = z.object({ left: z.int() })
const Row = z.object({ document: z.string() })

export type Order = z.infer<typeof Order>
export type Refund = z.infer<typeof Refund>
export type Notification = z.infer<typeof Notification>
export type SentMessage = z.infer<typeof SentMessage>

const TABLES = `
  CREATE TABLE IF NOT EXISTS orders (merchant TEXT, number TEXT, document TEXT NOT NULL, PRIMARY KEY (merchant, number));
  CREATE TABLE IF NOT EXISTS refunds (merchant TEXT, number TEXT, document TEXT NOT NULL, PRIMARY KEY (merchant, number));
  CREATE TABLE IF NOT EXISTS notifications (id INTEGER PRIMARY KEY, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS consents (openid TEXT, template TEXT, remaining INTEGER NOT NULL, PRIMARY KEY (openid, template));
`

/** What WeChat remembers, in one SQLite file beside the database; in memory when there is no folder. */
export class WechatFile {
  private readonly sqlite: Sqlite.Database

  constructor(folder: string | undefined) {
    this.sqlite = new Sqlite(folder === undefined ? ':memory:' : privateFile(folder, 'wechat.sqlite'))
    try {
      if (folder !== undefined) this.sqlite.exec('PRAGMA journal_mode = WAL')
      this.sqlite.exec(TABLES)
    } catch (error) {
      this.sqlite.close()
      throw folder === undefined ? error : inWords(error, `${folder}/wechat.sqlite`)
    }
  }

  order(subMchId: string, outTradeNo: string): Order | null {
    const row = this.sqlite
      .prepare('SELECT document FROM orders WHERE merchant = ? AND number = ?')
      .get(subMchId, outTradeNo)
    return row === undefined ? null : documentOf(row, Order)
  }

  orders(): readonly Order[] {
    return this.documents('SELECT document FROM orders ORDER BY rowid', Order)
  }

  saveOrder(order: Order): void {
    this.sqlite
      .prepare('INSERT OR REPLACE INTO orders VALUES (?, ?, ?)')
      .run(order.subMchId, order.outTradeNo, JSON.stringify(order))
  }

  refunds(): readonly Refund[] {
    return this.documents('SELECT document FROM refunds ORDER BY rowid', Refund)
  }

  saveRefund(refund: Refund): void {
    this.sqlite
      .prepare('INSERT OR REPLACE INTO refunds VALUES (?, ?, ?)')
      .run(refund.subMchId, refund.outRefundNo, JSON.stringify(refund))
  }

  notifications(): readonly Notification[] {
    return this.documents('SELECT document FROM notifications ORDER BY id', Notification)
  }

  addNotification(notification: Omit<Notification, 'id'>): Notification {
    const id = Number(this.sqlite.prepare('INSERT INTO notifications (document) VALUES (?)').run('{}').lastInsertRowid)
    const added = { id, ...notification }
    this.saveNotification(added)
    return added
  }

  saveNotification(notification: Notification): void {
    this.sqlite
      .prepare('UPDATE notifications SET document = ? WHERE id = ?')
      .run(JSON.stringify(notification), notification.id)
  }

  messages(): readonly SentMessage[] {
    return this.documents('SELECT document FROM messages ORDER BY id', SentMessage)
  }

  addMessage(message: SentMessage): void {
    this.sqlite.prepare('INSERT INTO messages (document) VALUES (?)').run(JSON.stringify(message))
  }

  consent(openid: string, templateId: string): number {
    const row = this.sqlite
      .prepare('SELECT remaining AS left FROM consents WHERE openid = ? AND template = ?')
      .get(openid, templateId)
    return row === undefined ? 0 : Consent.parse(row).left
  }

  saveConsent(openid: string, templateId: string, left: number): void {
    this.sqlite.prepare('INSERT OR REPLACE INTO consents VALUES (?, ?, ?)').run(openid, templateId, left)
  }

  close(): void {
    this.sqlite.close()
  }

  private documents<T>(sql: string, schema: z.ZodType<T>): readonly T[] {
    return this.sqlite
      .prepare(sql)
      .all()
      .map((row) => documentOf(row, schema))
  }
}

function documentOf<T>(row: unknown, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(Row.parse(row).document))
}
