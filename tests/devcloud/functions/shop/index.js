const cloud = require('wx-server-sdk')

cloud.init({ env: 'local' })
const db = cloud.database({ throwOnNotFound: false })
const things = () => db.collection('things')

const ACTIONS = {
  look: async () => { await things().doc('bread').get() },
  /** Two reads at once, a transaction of a read and a write, and a write. */
  buy: async (loaf = 'bread') => {
    await Promise.all([things().doc('bread').get(), things().where({ kind: 'bread' }).count()])
    await db.runTransaction(async (transaction) => {
      await transaction.collection('things').doc(loaf).get()
      await transaction.collection('things').doc(loaf).set({ data: { kind: 'bread' } })
    })
    await things().add({ data: { kind: 'receipt' } })
  },
  change: async () => { await db.runTransaction(async (transaction) => transaction.rollback('changed my mind')).catch(() => null) },
  /** Through the SDK, as one function calls another. */
  send: async () => { await cloud.callFunction({ name: 'shop', data: { action: 'look' } }) },
  tell: async () => { await cloud.openapi.subscribeMessage.send({ touser: 'oBuyer', templateId: 't', data: {} }).catch(() => null) },
}

/** A function that asks the platform for this and that. */
exports.main = async ({ action, loaf }) => { await ACTIONS[action](loaf) }
