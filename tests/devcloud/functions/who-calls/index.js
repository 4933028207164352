const cloud = require('wx-server-sdk')

cloud.init({ env: 'local' })
const pause = (ms) => new Promise((done) => setTimeout(done, ms))

/** Reads who calls at the start, after a wait of its own length, and in a timer: three places where identities could mix. */
exports.main = async (event) => {
  const atStart = cloud.getWXContext()
  await pause(event.ms)
  const afterWait = cloud.getWXContext()
  const inTimer = await new Promise((done) => setTimeout(() => done(process.env.WX_OPENID), 1))
  return { atStart, afterWait, inTimer, userInfo: event.userInfo }
}
