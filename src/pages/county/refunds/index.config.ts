export default definePageConfig({ navigationBarTitleText: '退费和存疑付款' })
