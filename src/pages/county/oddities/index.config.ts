export default definePageConfig({ navigationBarTitleText: '没有订单的微信款' })
