const cloud = require('wx-server-sdk')

cloud.init({ env: 'local' })

/** Calls another function through the SDK, as functions do on the platform. */
exports.main = async ({ name, data }) => (await cloud.callFunction({ name, data })).result
