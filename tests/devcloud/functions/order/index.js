const cloud = require('wx-server-sdk')

cloud.init({ env: 'local' })

/** Places an order for whoever calls. */
exports.main = ({ order }) => cloud.cloudPay.unifiedOrder(order)
