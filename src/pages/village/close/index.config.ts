export default definePageConfig({ navigationBarTitleText: '收工对账' })
