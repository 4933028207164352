export default definePageConfig({ navigationBarTitleText: '参保全程' })
