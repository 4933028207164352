export default definePageConfig({ navigationBarTitleText: '村里的工作' })
